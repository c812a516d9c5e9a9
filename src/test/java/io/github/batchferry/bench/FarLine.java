package io.github.batchferry.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A way to a server that is far: each connection has so many bytes a second in each direction, and takes its time. */
final class FarLine implements AutoCloseable {
    private static final int CHUNK = 1 << 14;
    /** More than a line of 8 MB/s holds on its way in 100 ms. */
    private static final int CHUNKS_ON_THE_WAY = 64;

    private final URI server;
    private final long bytesPerSecond;
    private final long oneWayNanos;
    private final ServerSocket door;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "far-line");
        thread.setDaemon(true);
        return thread;
    });

    private record Chunk(byte[] bytes, long arrived) {}

    FarLine(String server, long bytesPerSecond, long roundTripMillis) {
        this.server = URI.create(server);
        this.bytesPerSecond = bytesPerSecond;
        this.oneWayNanos = TimeUnit.MILLISECONDS.toNanos(roundTripMillis) / 2;
        try {
            door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** Of the server, through this line. */
    String url() {
        return "http://127.0.0.1:" + door.getLocalPort() + server.getPath();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                Socket far = new Socket(server.getHost(), server.getPort());
                // The handshake takes one round trip.
                direction(near, far, 2 * oneWayNanos);
                direction(far, near, 0);
            } catch (IOException e) {
                if (!door.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void direction(Socket from, Socket to, long later) {
        BlockingQueue<Chunk> onTheWay = new ArrayBlockingQueue<>(CHUNKS_ON_THE_WAY);
        threads.execute(() -> take(from, onTheWay));
        threads.execute(() -> deliver(onTheWay, to, System.nanoTime() + later));
    }

    private static void take(Socket from, BlockingQueue<Chunk> onTheWay) {
        try {
            byte[] buffer = new byte[CHUNK];
            int count;
            try {
                InputStream in = from.getInputStream();
                while ((count = in.read(buffer)) >= 0) {
                    onTheWay.put(new Chunk(Arrays.copyOf(buffer, count), System.nanoTime()));
                }
            } catch (IOException e) {
                // The same as an end.
            }
            onTheWay.put(new Chunk(new byte[0], System.nanoTime()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(BlockingQueue<Chunk> onTheWay, Socket to, long notBefore) {
        long free = notBefore;
        try (to) {
            OutputStream out = to.getOutputStream();
            while (true) {
                Chunk chunk = onTheWay.take();
                if (chunk.bytes().length == 0) {
                    return;
                }
                free = Math.max(free, chunk.arrived() + oneWayNanos)
                        + TimeUnit.SECONDS.toNanos(chunk.bytes().length) / bytesPerSecond;
                TimeUnit.NANOSECONDS.sleep(free - System.nanoTime());
                out.write(chunk.bytes());
            }
        } catch (IOException e) {
            // Whoever reads there has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
