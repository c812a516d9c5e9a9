package io.github.batchferry.emulator.world;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A request that has shown a good key.
 *
 * @param shape method and path, with a star for the id, such as {@code GET /v1/batches/*}
 * @param id empty where the path has none
 * @param body of a create; missing otherwise
 * @param file that the path or the create names; absent where the project has no such file
 * @param batch that the path names; absent where the project has no such batch
 */
public record Call(
        String shape,
        String id,
        String key,
        JsonNode body,
        @Nullable Stored file,
        @Nullable Look batch,
        long now) {
    static final String CREATE = "POST /v1/batches";
    static final String LIST = "GET /v1/batches";
    static final String GET = "GET /v1/batches/*";
    static final String CANCEL = "POST /v1/batches/*/cancel";
    static final String FILES = "GET /v1/files";
    static final String FILE = "GET /v1/files/*";
    static final String CONTENT = "GET /v1/files/*/content";
    static final String DELETE = "DELETE /v1/files/*";

    boolean is(String other) {
        return shape.equals(other);
    }
}
