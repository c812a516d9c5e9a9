package io.github.batchferry.faults;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Streams bodies of any length that are nowhere in memory. */
final class HostileServer implements AutoCloseable {
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;

    HostileServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(workers);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Whatever is asked. */
    void answer(int status, Body body) {
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                body.writeTo(new Sink(out));
            } catch (IOException e) {
                // The other side has had enough.
            }
        });
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    @FunctionalInterface
    interface Body {
        void writeTo(Sink sink) throws IOException;
    }

    record Sink(OutputStream out) {
        void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }

        /** A byte now and then, each of them in time. */
        void trickle(String text) throws IOException {
            for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
                out.write(one);
                out.flush();
                LockSupport.parkNanos(20_000_000);
            }
        }

        /** Until so many bytes are written. */
        void repeat(String text, long bytes) throws IOException {
            byte[] block = text.repeat((1 << 18) / text.length()).getBytes(StandardCharsets.UTF_8);
            for (long left = bytes; left > 0; left -= block.length) {
                out.write(block);
            }
        }
    }
}
