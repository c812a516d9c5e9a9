package io.github.batchferry.job.asset;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.ExternalException;
import io.github.batchferry.ExternalException.Repeat;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Asset;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Videos, which the server keeps for a while and which are fetched from there. */
final class Videos implements AssetSource {
    private static final Set<String> NOT_MADE =
            Set.of("queued", "in_progress", "failed", "expired", "cancelled", "canceled");
    private static final int TRIES = 3;
    private static final int UNAUTHORIZED = 401;
    private static final int GONE = 410;

    private final JobStore store;
    private final BatchApi api;
    private final Clock clock;
    private final Keeping keeping;

    Videos(JobStore store, BatchApi api, Clock clock, Keeping keeping) {
        this.store = store;
        this.api = api;
        this.clock = clock;
        this.keeping = keeping;
    }

    @Override
    public List<Asset> save(AnswerReader answer, String stem) throws IOException {
        JsonNode video = answer.responseTree();
        String status = video.path("status").asText();
        if (NOT_MADE.contains(status)) {
            return List.of(Asset.none("the batch ended while the video was '" + status + "', and that is final"));
        }
        return List.of(download(video, stem + "-0"));
    }

    private Asset download(JsonNode video, String stem) throws IOException {
        for (int tries = 1; ; tries++) {
            AssetFile file = new AssetFile(store, stem);
            ExternalException failure;
            try {
                failure = download(video.path("id").asText(), file);
                if (failure == null) {
                    return file.finish();
                }
                file.requireSound();
            } catch (NoAssetException e) {
                failure = ExternalException.unanswered(String.valueOf(e.getMessage()), Repeat.MAY_HELP, null);
            } catch (IOException | RuntimeException e) {
                file.drop();
                throw e;
            }
            file.drop();
            if (Thread.currentThread().isInterrupted() || failure.status() == UNAUTHORIZED) {
                throw failure;
            }
            if (!failure.retryable() || tries == TRIES) {
                return keeping.without(video, failure, clock.instant());
            }
        }
    }

    private @Nullable ExternalException download(String id, AssetFile file) {
        try {
            return api.video(id, file).isPresent() ? null : ExternalException.noFile("HTTP 404");
        } catch (ExternalException e) {
            return e.status() == GONE ? ExternalException.noFile("HTTP 410") : e;
        }
    }
}
