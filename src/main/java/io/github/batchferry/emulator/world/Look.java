package io.github.batchferry.emulator.world;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The truth about a batch at the moment when somebody looks. Times are milliseconds since the epoch.
 *
 * @param endedAt absent while it is open
 * @param completed lines that stand in its output file, where it has one
 * @param firstLine of its input, empty where that is gone
 */
public record Look(
        String id,
        String status,
        long createdAt,
        @Nullable Long endedAt,
        long completed,
        @Nullable String outputFileId,
        long now,
        Supplier<String> firstLine) {
    boolean hasEnded() {
        return endedAt != null;
    }

    boolean isOutput(String fileId) {
        return fileId.equals(outputFileId);
    }

    boolean isStopped() {
        return status.equals("expired") || status.equals("cancelled");
    }

    boolean endedLessThan(long millis, long at) {
        return endedAt != null && at < endedAt + millis;
    }

    boolean endedLessThan(long millis) {
        return endedLessThan(millis, now);
    }

    boolean createdLessThan(long millis) {
        return now < createdAt + millis;
    }
}
