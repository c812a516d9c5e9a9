package io.github.batchferry.http;

import io.github.batchferry.provider.RefusalWords;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Makes one HTTP call, once, in finite time. The call runs on a thread of its own, since a thread that is blocked in a
 * socket does not notice an interrupt: the interrupt of the caller cancels the call, and the flag stays set.
 */
final class Calls implements AutoCloseable {
    /** How much longer than its limit a call may take, where even cancelling it takes time. */
    static final Duration GRACE = Duration.ofSeconds(5);

    private final OkHttpClient pooled;
    private final OkHttpClient fresh;
    private final Clock clock;
    private final Supplier<Pace> pace;
    private final RefusalWords words;
    private final ExecutorService workers = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "batchferry-http");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param pace of the body of one answer
     * @param words by which the server says what a refusal means
     */
    Calls(Duration connectTimeout, Duration readTimeout, Clock clock, Supplier<Pace> pace, RefusalWords words) {
        this.clock = clock;
        this.pace = pace;
        this.words = words;
        this.pooled = new OkHttpClient.Builder()
                // Each transfer has a connection of its own; streams of HTTP/2 would share one.
                .protocols(List.of(Protocol.HTTP_1_1))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .proxyAuthenticator(new ProxyPassword())
                .followSslRedirects(false)
                .connectTimeout(connectTimeout)
                .readTimeout(readTimeout)
                .writeTimeout(readTimeout)
                .eventListenerFactory(SendWatch::of)
                .build();
        this.fresh = pooled.newBuilder()
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.NANOSECONDS))
                .build();
    }

    /** Reads a 2xx answer. Runs on another thread than the caller's, never after the call has returned. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Response response) throws IOException;
    }

    /** @throws RefusedException where the server answers with anything but 2xx */
    <T> T run(Request request, Duration limit, Reader<T> reader) throws IOException {
        return await(pooled.newCall(request), limit, reader);
    }

    /** The same on a new connection, which cannot be one that the server has closed already. */
    <T> T runFresh(Request request, Duration limit, Reader<T> reader) throws IOException {
        return await(fresh.newCall(request), limit, reader);
    }

    private <T> T await(Call call, Duration limit, Reader<T> reader) throws IOException {
        call.timeout().timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        Future<T> work = workers.submit(() -> execute(call, reader));
        try {
            return work.get(limit.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            call.cancel();
            try {
                return settled(work);
            } finally {
                Thread.currentThread().interrupt();
            }
        } catch (TimeoutException e) {
            call.cancel();
            throw new SocketTimeoutException("timeout");
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    /** What a cancelled call came to: an answer that was there already still counts. */
    private static <T> T settled(Future<T> work) throws IOException {
        try {
            return work.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | TimeoutException e) {
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            IOException failure = failure(e);
            if (failure instanceof RefusedException) {
                throw failure;
            }
            throw new InterruptedIOException("interrupted");
        }
    }

    private <T> T execute(Call call, Reader<T> reader) throws IOException {
        try (Response response = paced(call.execute())) {
            if (!response.isSuccessful()) {
                throw new RefusedException(Refusal.of(response, clock, words));
            }
            return reader.read(response);
        }
    }

    private Response paced(Response response) {
        return response.newBuilder()
                .body(new PacedBody(response.body(), pace.get()))
                .build();
    }

    private static IOException failure(ExecutionException e) {
        if (e.getCause() instanceof IOException failure) {
            return failure;
        }
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        if (e.getCause() instanceof RuntimeException failure) {
            throw failure;
        }
        throw new IllegalStateException(e.getCause());
    }

    @Override
    public void close() {
        pooled.dispatcher().cancelAll();
        workers.shutdown();
        pooled.connectionPool().evictAll();
        fresh.connectionPool().evictAll();
    }
}
