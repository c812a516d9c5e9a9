package io.github.batchferry.connect;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.BatchApi;
import org.jspecify.annotations.Nullable;

/** Proves server and key by one cheap call, before anything is staged. */
final class ServerProof {
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;

    private final BatchApi api;

    ServerProof(BatchApi api) {
        this.api = api;
    }

    /**
     * A server may have no list of batches. Then the model is asked for, which a key that is refused does not get past;
     * and where the list is a 404, which a wrong address answers as well, the model must be found.
     *
     * @param model that is asked; null where each row names its own
     * @throws ExternalException where server or key cannot be used
     */
    void require(@Nullable String model) {
        try {
            api.list(null, 1);
        } catch (ExternalException e) {
            if (e.status() != NOT_FOUND && e.status() != NOT_ALLOWED || model == null) {
                throw e;
            }
            boolean found = api.model(model).isPresent();
            if (!found && e.status() == NOT_FOUND) {
                throw e;
            }
        }
    }
}
