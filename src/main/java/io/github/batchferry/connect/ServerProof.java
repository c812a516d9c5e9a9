package io.github.batchferry.connect;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.BatchApi;
import org.jspecify.annotations.Nullable;

/** Proves server and key by one cheap call, before anything is staged. */
public final class ServerProof {
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;

    private final BatchApi api;

    public ServerProof(BatchApi api) {
        this.api = api;
    }

    /**
     * A server may have no list of batches. A 404 is that of a wrong address as well, so that the model must be found then.
     *
     * @param model that is asked; null where each row names its own
     * @throws ExternalException where server or key cannot be used
     */
    public void require(@Nullable String model) {
        try {
            api.list(null, 1);
        } catch (ExternalException e) {
            boolean listless = e.status() == NOT_ALLOWED
                    || e.status() == NOT_FOUND
                            && model != null
                            && api.model(model).isPresent();
            if (!listless) {
                throw e;
            }
        }
    }
}
