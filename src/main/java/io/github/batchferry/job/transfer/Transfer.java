package io.github.batchferry.job.transfer;

import io.github.batchferry.ExternalException;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** An upload or a download that runs, will run, or has run. */
public final class Transfer<T> {
    private final FutureTask<T> task;
    private final Transfers transfers;

    Transfer(FutureTask<T> task, Transfers transfers) {
        this.task = task;
        this.transfers = transfers;
    }

    /**
     * Waits for it. An interrupt ends this and all other transfers, and leaves the flag of the thread set.
     *
     * @throws ExternalException as the transfer does, and where it was interrupted before it began
     */
    public T outcome() throws IOException {
        if (transfers.runsInTheThreadThatAsks()) {
            task.run();
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    transfers.interrupt();
                }
            }
        } catch (CancellationException e) {
            throw ExternalException.unasked("a transfer was interrupted before it began");
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What it brought, where it has ended well; null where it has not, or was never asked to run. */
    public @Nullable T brought() throws IOException {
        if (!task.isDone() || task.isCancelled()) {
            return null;
        }
        try {
            return outcome();
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private static IOException failure(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        if (e.getCause() instanceof RuntimeException failure) {
            throw failure;
        }
        return e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }
}
