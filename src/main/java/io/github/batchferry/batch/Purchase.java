package io.github.batchferry.batch;

import org.jspecify.annotations.Nullable;

/** How one {@code POST /batches} ended. */
public sealed interface Purchase {
    /** A 2xx answer with an id that can be read. */
    record Created(Batch batch) implements Purchase {}

    /**
     * The server surely created nothing: it refused (400, 401, 403, 404, 413, 422, 429), or no byte of the request was
     * sent (DNS, connect, TLS).
     *
     * @param status the HTTP status, 0 where nothing was sent
     * @param passing whether the reason passes by itself (429, a full queue, no connection)
     */
    record Denied(int status, @Nullable String code, String message, boolean passing) implements Purchase {}

    /** Anything else: the request may have been accepted. The reason is for people. */
    record InDoubt(String reason) implements Purchase {}
}
