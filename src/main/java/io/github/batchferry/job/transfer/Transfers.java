package io.github.batchferry.job.transfer;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs transfers beside the thread that asks for them. Where one at a time is allowed, each runs in that thread, as soon
 * as its outcome is wanted. For use by one thread, which closes it.
 */
public final class Transfers implements AutoCloseable {
    /** The part of the heap that all transfers together may take. */
    private static final int SHARE = 4;

    private final int atATime;
    private final @Nullable ExecutorService threads;

    public Transfers(int atATime) {
        this.atATime = atATime;
        threads = atATime == 1
                ? null
                : Executors.newFixedThreadPool(atATime, work -> {
                    Thread thread = new Thread(work, "batchferry-transfer");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** As many as are allowed, but no more than the heap has room for; one in any case. */
    public static int within(int allowed, long bytesEach) {
        return (int) Math.max(1, Math.min(allowed, Runtime.getRuntime().maxMemory() / SHARE / bytesEach));
    }

    public int atATime() {
        return atATime;
    }

    /** After an interrupt it never runs, and its outcome says so. */
    public <T> Transfer<T> start(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        if (threads != null && threads.isShutdown()) {
            task.cancel(false);
        } else if (threads != null) {
            threads.execute(task);
        }
        return new Transfer<>(task, this);
    }

    boolean runsInTheThreadThatAsks() {
        return threads == null;
    }

    /** Interrupts what runs; what has not begun never does. */
    void interrupt() {
        if (threads != null) {
            threads.shutdownNow().forEach(task -> ((FutureTask<?>) task).cancel(false));
        }
    }

    /** Interrupts what still runs, and returns when nothing does. */
    @Override
    public void close() {
        interrupt();
        boolean interrupted = false;
        while (threads != null && !threads.isTerminated()) {
            try {
                threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
