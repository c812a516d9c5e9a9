package io.github.batchferry.batch;

import io.github.batchferry.Refused;
import org.jspecify.annotations.Nullable;

/** How one {@code POST /batches} ended. */
public sealed interface Purchase {
    /** A 2xx answer with an id that can be read. */
    record Created(Batch batch) implements Purchase {}

    /**
     * The server refused (400, 401, 403, 404, 413, 422, 429), which is a claim: a gateway that repeated the call may have
     * created the batch all the same. Or no byte of the request was sent (DNS, connect, TLS), which is certain.
     *
     * @param message our sentence: what was asked, what came back, what to do
     * @param refusal the server's own account of it; null where nothing was sent
     * @param passing whether the reason passes by itself (429, a full queue, a file that is not there yet, no connection)
     */
    record Denied(String message, @Nullable Refused refusal, boolean passing) implements Purchase {
        /** 0 where nothing was sent. */
        public int status() {
            return refusal == null ? 0 : refusal.status();
        }

        public @Nullable String code() {
            return refusal == null ? null : refusal.code();
        }
    }

    /** Anything else: the request may have been accepted. The reason is for people. */
    record InDoubt(String reason) implements Purchase {}
}
