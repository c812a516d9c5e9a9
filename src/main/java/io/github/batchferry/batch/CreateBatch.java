package io.github.batchferry.batch;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /batches}. {@link #outputExpiresAfterSeconds} is left out of the body when absent. */
public record CreateBatch(
        String inputFileId,
        String endpoint,
        String completionWindow,
        Map<String, String> metadata,
        @Nullable Long outputExpiresAfterSeconds) {
    public CreateBatch {
        metadata = Map.copyOf(metadata);
    }

    /** The same for a server that has this name for the endpoint. */
    public CreateBatch under(String path) {
        return new CreateBatch(inputFileId, path, completionWindow, metadata, outputExpiresAfterSeconds);
    }
}
