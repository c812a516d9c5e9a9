package io.github.batchferry.http;

import io.github.batchferry.batch.Pause;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Request;

/**
 * Repeats calls that are safe to repeat: after a failed connection, a time-out, an answer that cannot be read, and the
 * statuses that pass by themselves. Waits as long as the server asks, else exponentially with full jitter. A server that
 * asks for more than {@link #LONGEST_MILLIS} is left to the caller, who knows how much time there is.
 */
final class Retries {
    private static final long FIRST_MILLIS = 500;
    private static final long LONGEST_MILLIS = 30_000;

    private final int maxRetries;
    private final Pause pause;
    private final DoubleSupplier chance;
    private final RetryBudget budget = new RetryBudget();

    /** @param chance from 0 to 1 */
    Retries(int maxRetries, Pause pause, DoubleSupplier chance) {
        this.maxRetries = maxRetries;
        this.pause = pause;
        this.chance = chance;
    }

    @FunctionalInterface
    interface Attempt<T> {
        T run(Request request) throws IOException;
    }

    /** Makes a new request for each attempt, so that each asks for the token. */
    <T> T run(Supplier<Request> requests, Attempt<T> attempt) {
        for (int retry = 0; ; retry++) {
            Request request = requests.get();
            try {
                T result = attempt.run(request);
                budget.succeeded();
                return result;
            } catch (IOException e) {
                Duration wait = wait(e, retry);
                if (!worthRepeating(e) || retry >= maxRetries || wait.toMillis() > LONGEST_MILLIS) {
                    throw Failures.exception(request, e);
                }
                if (!budget.take(e)) {
                    throw Failures.exception(request, e, budget.spent());
                }
                pause(wait, request);
            }
        }
    }

    private static boolean worthRepeating(IOException failure) {
        if (Thread.currentThread().isInterrupted() || failure instanceof FinalException) {
            return false;
        }
        return failure instanceof RefusedException refused
                ? refused.refusal().worthRepeating()
                : !isCertificate(failure);
    }

    /** A server that is not who it should be: trying again does not help. */
    static boolean isCertificate(IOException failure) {
        return failure instanceof SSLPeerUnverifiedException
                || failure instanceof SSLException && failure.getCause() instanceof CertificateException;
    }

    private Duration wait(IOException failure, int retry) {
        if (failure instanceof RefusedException refused && refused.refusal().retryAfter() != null) {
            return refused.refusal().retryAfter();
        }
        long most = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(retry, 10));
        return Duration.ofMillis((long) (most * chance.getAsDouble()));
    }

    private void pause(Duration duration, Request request) {
        try {
            pause.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.exception(request, new InterruptedIOException("interrupted"));
        }
    }
}
