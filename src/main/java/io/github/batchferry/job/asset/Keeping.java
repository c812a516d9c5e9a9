package io.github.batchferry.job.asset;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.ExternalException;
import io.github.batchferry.result.Asset;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a video is kept and asked for. A 404 may be early, so it is asked for again as long as results are; what
 * passes by itself, as long as the server keeps the video, and no longer than a day.
 *
 * @param collectedAt when its batch was collected
 * @param patience for what is not there
 */
record Keeping(Instant collectedAt, Duration patience) {
    private static final Duration DAY = Duration.ofHours(24);
    private static final long LATEST = Instant.parse("9999-12-31T00:00:00Z").getEpochSecond();

    /** What is said of a video whose download failed. */
    Asset without(JsonNode video, ExternalException failure, Instant now) {
        Instant expires = expires(video);
        String why = failure.status() == 404 ? "the server does not show it (HTTP 404)" : failure.getMessage();
        if (!now.isBefore(expires)) {
            String expired = "the video expired at " + expires + " before it was downloaded";
            return Asset.lost(failure.status() == 404 ? expired : expired + "; the last try: " + why);
        }
        Instant end = collectedAt.plus(failure.retryable() ? DAY : patience);
        return now.isBefore(end)
                ? Asset.open("the video is not downloaded yet and is tried again: " + why)
                : Asset.lost("the video could not be downloaded, though the server keeps it until " + expires + ": "
                        + why + ". 'recollect' tries once more");
    }

    /** As the line says; else a day after it was made, or after its batch was collected. */
    private Instant expires(JsonNode video) {
        Instant said = instant(video.path("expires_at"));
        Instant made = instant(video.path("completed_at"));
        return said != null ? said : (made != null ? made : collectedAt).plus(DAY);
    }

    private static @Nullable Instant instant(JsonNode time) {
        if (time.isNumber()) {
            long seconds = time.longValue();
            return seconds > 0 && seconds < LATEST ? Instant.ofEpochSecond(seconds) : null;
        }
        try {
            return time.isTextual() ? Instant.parse(time.textValue()) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
