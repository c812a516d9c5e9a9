package io.github.batchferry.store;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Writes on a thread that nobody interrupts: some connectors publish the beginning of a file when they are. */
final class Uninterrupted {
    private Uninterrupted() {}

    interface Write {
        void run() throws IOException;
    }

    /** Ends when the write does. An interrupt in between stays set. */
    static void run(Write write) throws IOException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> complete(done, write), "batchferry-store");
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    done.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void complete(CompletableFuture<Void> done, Write write) {
        try {
            write.run();
            done.complete(null);
        } catch (Throwable e) {
            done.completeExceptionally(e);
        }
    }
}
