package io.github.batchferry.connect;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.Model;
import io.github.batchferry.ledger.ConnectionTerms;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.provider.CompletionWindow;
import io.github.batchferry.provider.ModelList;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Looks a model up before rows are staged for it. It only warns: the server has the last word. */
final class ModelCheck {
    private final BatchApi api;
    private final Clock clock;

    ModelCheck(BatchApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    /**
     * One call. A server without models, or one that fails, is no reason to warn; nor is a 404 where the provider may
     * have no models, since a server without them says that too.
     *
     * @param window as in {@code completionWindow}
     */
    Optional<String> warning(String model, ConnectionTerms connection, String window, LimitTerms limits) {
        Optional<Model> found;
        try {
            found = api.model(model);
        } catch (ExternalException e) {
            return Optional.empty();
        }
        if (found.isEmpty()) {
            return connection.provider().models() == ModelList.WHOLE
                    ? Optional.of("WARNING: the key sees no model '" + model + "' at " + connection.baseUrl()
                            + ", so the server may fail every row. Check option 'model' and the key's project. The"
                            + " write goes on")
                    : Optional.empty();
        }
        LocalDate shutdown = found.get().shutdownDate();
        Instant end =
                clock.instant().plus(new CompletionWindow(window).duration().multipliedBy(limits.maxAttempts()));
        return shutdown == null
                        || shutdown.atStartOfDay(ZoneOffset.UTC).toInstant().isAfter(end)
                ? Optional.empty()
                : Optional.of("WARNING: model '" + model + "' is shut down on " + shutdown
                        + ", and this job may need it until "
                        + end.atZone(ZoneOffset.UTC).toLocalDate() + " (completionWindow " + window + ", maxAttempts "
                        + limits.maxAttempts() + "). Choose a model that stays, or let the job end before. The write"
                        + " goes on");
    }
}
