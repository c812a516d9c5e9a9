package io.github.batchferry.batch;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch as the server reports it. Empty file ids are absent ones; {@link #counts} is absent where the provider gives
 * none; times are seconds since the epoch, by the server's clock.
 */
public record Batch(
        String id,
        BatchStatus status,
        @Nullable String endpoint,
        String inputFileId,
        @Nullable String outputFileId,
        @Nullable String errorFileId,
        long createdAt,
        @Nullable RequestCounts counts,
        List<BatchError> errors,
        Map<String, String> metadata,
        @Nullable String model) {
    public Batch {
        errors = List.copyOf(errors);
        metadata = Map.copyOf(metadata);
    }
}
