package io.github.batchferry.bench;

import io.github.batchferry.job.seal.Sealer;
import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.ledger.ConnectionTerms;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.ledger.PurchaseTerms;
import io.github.batchferry.ledger.SealCondition;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.request.RowValues;
import io.github.batchferry.request.Utf8;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.request.endpoint.OutputKind;
import io.github.batchferry.request.endpoint.OutputSpec;
import io.github.batchferry.request.endpoint.RequestForm;
import io.github.batchferry.shard.GeneratedIds;
import io.github.batchferry.shard.IdSource;
import io.github.batchferry.shard.PartStaging;
import io.github.batchferry.shard.ShardLimits;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A write that needs no Spark: short prompts, a batch for each part. */
final class BenchJob {
    private static final byte[] ROW = new byte[8];

    private BenchJob() {}

    /** @param name stands in the metadata of its batches */
    static WriteDraft draft(String url, @Nullable Long enqueuedTokenLimit, String name) {
        return draft(url, enqueuedTokenLimit, name, 1);
    }

    /** @param transfers how many files are on their way at once */
    static WriteDraft draft(String url, @Nullable Long enqueuedTokenLimit, String name, int transfers) {
        return new WriteDraft(
                Job.randomName(8),
                SealCondition.NO_WRITE_YET,
                null,
                "{}",
                "none",
                new RequestTemplate(
                        Endpoints.CHAT_COMPLETIONS.path(),
                        RequestForm.PROMPT,
                        "prompt",
                        Source.MODEL,
                        null,
                        null,
                        new LinkedHashMap<>()),
                OutputSpec.of(OutputKind.TEXT),
                null,
                "",
                new ConnectionTerms(
                        Provider.OPENAI_COMPATIBLE,
                        url,
                        "env:NONE",
                        "bearer",
                        null,
                        null,
                        null,
                        Map.of(),
                        10_000,
                        60_000,
                        3),
                new PurchaseTerms("24h", Map.of("team", name), null),
                new LimitTerms(
                        50_000,
                        50_000,
                        190L << 20,
                        null,
                        enqueuedTokenLimit,
                        2000,
                        3,
                        LimitTerms.Packing.NONE,
                        LimitTerms.OnDoubt.HOLD,
                        LimitTerms.InputFiles.DELETE,
                        0,
                        transfers));
    }

    static List<StagedPart> stage(StandIns store, int parts) {
        try {
            List<StagedPart> staged = new ArrayList<>();
            for (int part = 0; part < parts; part++) {
                staged.add(store.stage(part));
            }
            return staged;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a task stages: the same at every call. */
    static StagedPart part(JobStore store, WriteDraft draft, int part, String prompt, int rows) throws IOException {
        PartStaging staging = new PartStaging(
                store,
                part,
                String.format("%s/part-%05d-0", draft.directory(), part),
                new byte[0],
                draft.request(),
                new ShardLimits(
                        draft.limits().maxRequestsPerBatch(),
                        draft.limits().maxBytesPerBatch(),
                        ShardLimits.MAX_INPUTS),
                new IdSource(null));
        GeneratedIds ids = new GeneratedIds(draft.write(), part);
        Utf8 id = new Utf8();
        RowValues values = new RowValues();
        for (int row = 0; row < rows; row++) {
            values.payload.point((prompt + " " + row).getBytes(StandardCharsets.UTF_8));
            ids.point(row, id);
            staging.add(values, id, ROW, 0, ROW.length);
        }
        return Objects.requireNonNull(staging.finish());
    }

    static void seal(Job job, WriteDraft draft, List<StagedPart> parts) {
        try {
            if (new Sealer(job, draft).seal(parts).isPresent()) {
                throw new IllegalStateException("another write was there first");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
