package io.github.batchferry.faults;

import io.github.batchferry.emulator.EmulatorControl;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A stretch of network in front of a server, on which things happen to the bytes. */
final class Wire implements AutoCloseable {
    private static final long NEVER = Long.MAX_VALUE;

    private final int server;
    private final int port;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicLong resetAfter = new AtomicLong(NEVER);
    private volatile ServerSocket listener;
    private volatile boolean swallows;

    Wire(int server) {
        this.server = server;
        listener = listen(0);
        port = listener.getLocalPort();
        accept();
    }

    int port() {
        return port;
    }

    /** The connection that carries this many more bytes towards the server is reset there, once. */
    void resetAfter(long bytes) {
        resetAfter.set(bytes);
    }

    /** From now on bytes towards the server vanish, and nothing says so. */
    void swallow() {
        swallows = true;
    }

    void swallowNoMore() {
        swallows = false;
    }

    /** Nobody listens, and all connections are gone. Returns when that can be felt. */
    void down() {
        close();
        EmulatorControl.await(() -> {
            try (Socket still = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return false;
            } catch (IOException e) {
                return true;
            }
        });
    }

    void up() {
        listener = listen(port);
        accept();
    }

    @Override
    public void close() {
        closeQuietly(listener);
        sockets.forEach(Wire::closeQuietly);
        sockets.clear();
    }

    private void accept() {
        ServerSocket mine = listener;
        start(() -> {
            while (true) {
                Socket client = mine.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
                sockets.add(client);
                sockets.add(behind);
                start(() -> carry(client, behind));
                start(() -> behind.getInputStream().transferTo(client.getOutputStream()), client, behind);
            }
        });
    }

    private void carry(Socket client, Socket behind) throws IOException {
        byte[] buffer = new byte[8192];
        InputStream in = client.getInputStream();
        OutputStream out = behind.getOutputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (swallows) {
                continue;
            }
            if (resetAfter.get() != NEVER && resetAfter.addAndGet(-read) < 0) {
                resetAfter.set(NEVER);
                client.setSoLinger(true, 0);
                client.close();
                behind.close();
                return;
            }
            out.write(buffer, 0, read);
        }
        behind.shutdownOutput();
    }

    private static ServerSocket listen(int port) {
        try {
            return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(Work work, Socket... ends) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The connection is over, and so is what carried it.
            } finally {
                for (Socket end : ends) {
                    closeQuietly(end);
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // It is gone either way.
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }
}
