package io.github.batchferry.batch;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch as the server reports it. Empty file ids are absent ones; {@link #counts} is absent where the provider gives
 * none, or numbers that cannot be read whole; so is {@link #usage}; times are seconds since the epoch, by the server's clock, 0 where it gives
 * none.
 */
public record Batch(
        String id,
        BatchStatus status,
        @Nullable String endpoint,
        String inputFileId,
        @Nullable String outputFileId,
        @Nullable String errorFileId,
        long createdAt,
        long inProgressAt,
        @Nullable RequestCounts counts,
        List<BatchError> errors,
        Map<String, String> metadata,
        @Nullable String model,
        @Nullable BatchUsage usage) {
    public Batch {
        errors = List.copyOf(errors);
        metadata = Map.copyOf(metadata);
    }
}
