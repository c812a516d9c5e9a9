package io.github.batchferry.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Tries once more what a store promises. It can only refute: a race that went well proves nothing. */
public final class Probe {
    private static final int ROUNDS = 5;

    private Probe() {}

    /** Whether the store's {@link JobStore#atomicCreate} stands: two threads race for a few files, and one wins each. */
    public static boolean confirms(JobStore store, String directory) throws IOException {
        if (!store.atomicCreate()) {
            return false;
        }
        for (int round = 0; round < ROUNDS; round++) {
            if (winners(store, directory + "/probe-" + UUID.randomUUID()) != 1) {
                return false;
            }
        }
        return true;
    }

    private static int winners(JobStore store, String path) throws IOException {
        CyclicBarrier start = new CyclicBarrier(2);
        FutureTask<Boolean> other = new FutureTask<>(racer(store, path, "other", start));
        Thread thread = new Thread(other, "batchferry-probe");
        thread.setDaemon(true);
        thread.start();
        try {
            boolean mine = racer(store, path, "mine", start).call();
            return (mine ? 1 : 0) + (other.get() ? 1 : 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while trying the store of " + store.location(), e);
        } catch (ExecutionException | BrokenBarrierException e) {
            throw new IOException("Could not try the store of " + store.location() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            store.delete(path);
        }
    }

    private static Callable<Boolean> racer(JobStore store, String path, String name, CyclicBarrier start) {
        return () -> {
            start.await();
            return store.createIfAbsent(path, name.getBytes(StandardCharsets.UTF_8));
        };
    }
}
