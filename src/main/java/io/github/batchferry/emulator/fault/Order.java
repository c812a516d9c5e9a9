package io.github.batchferry.emulator.fault;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for: fixed when the batch is accepted. Times are milliseconds since the epoch.
 *
 * @param inputSha256 absent where there was no such file
 * @param outputSeconds how long the result files are kept, where that was asked for
 */
public record Order(
        String id,
        String project,
        String inputFileId,
        @Nullable String inputSha256,
        String endpoint,
        String completionWindow,
        @Nullable Map<String, String> metadata,
        @Nullable Long outputSeconds,
        long createdAt,
        long expiresAt,
        BatchFault fault) {
    public Order {
        metadata = metadata == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    public Order released() {
        return new Order(
                id,
                project,
                inputFileId,
                inputSha256,
                endpoint,
                completionWindow,
                metadata,
                outputSeconds,
                createdAt,
                expiresAt,
                fault.released());
    }
}
