package io.github.batchferry.http;

import io.github.batchferry.ExternalException;
import io.github.batchferry.ExternalException.Repeat;
import io.github.batchferry.batch.Pause;
import io.github.batchferry.batch.RemoteFile;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Waits until an uploaded file is processed, where batches may not name it before. Not for ever: a batch of a file that
 * is not processed yet is refused for now, and asked for again.
 */
final class Readiness {
    private static final Set<String> SETTLED = Set.of("processed", "error");
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Function<String, Optional<RemoteFile>> look;
    private final Pause pause;

    /** @param look shows a file as it stands, empty where it cannot be seen */
    Readiness(Function<String, Optional<RemoteFile>> look, Pause pause) {
        this.look = look;
        this.pause = pause;
    }

    /**
     * @return the file as it was seen last
     * @throws ExternalException where the thread is interrupted
     */
    RemoteFile await(RemoteFile uploaded) {
        RemoteFile file = uploaded;
        Duration waited = Duration.ZERO;
        Duration next = FIRST;
        while (!isSettled(file) && waited.compareTo(PATIENCE) < 0) {
            sleep(next, uploaded);
            waited = waited.plus(next);
            next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
            file = seen(uploaded).orElse(file);
        }
        return file;
    }

    /** A look that fails proves nothing: the file may be seen by the next one. */
    private Optional<RemoteFile> seen(RemoteFile uploaded) {
        try {
            return look.apply(uploaded.id());
        } catch (ExternalException e) {
            if (Thread.currentThread().isInterrupted() || e.status() == 401 || e.status() == 403) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static boolean isSettled(RemoteFile file) {
        return file.status() != null && SETTLED.contains(file.status().toLowerCase(Locale.ROOT));
    }

    private void sleep(Duration duration, RemoteFile file) {
        try {
            pause.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ExternalException.unanswered(
                    "waiting until file " + file.id() + " is processed was interrupted", Repeat.MAY_HELP, null);
        }
    }
}
