package io.github.batchferry.emulator;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Keeps all open batches moving, by a few threads. */
final class Engine implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Engine.class.getName());
    private static final long TICK_MILLIS = 10;
    private static final int TICKS_PER_SWEEP = 100;

    private final State state;
    private final Lifecycle lifecycle;
    private final FileKeeper files;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(daemon("ticker"));
    private final ExecutorService workers =
            Executors.newFixedThreadPool(Math.max(2, Runtime.getRuntime().availableProcessors()), daemon("worker"));
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;
    private int ticks;

    Engine(State state, Lifecycle lifecycle, FileKeeper files) {
        this.state = state;
        this.lifecycle = lifecycle;
        this.files = files;
    }

    void start() {
        ticker.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        ticker.shutdown();
        workers.shutdown();
        ticker.awaitTermination(10, TimeUnit.SECONDS);
        workers.awaitTermination(10, TimeUnit.SECONDS);
    }

    static ThreadFactory daemon(String role) {
        return task -> {
            Thread thread = new Thread(task, "batchferry-emulator-" + role);
            thread.setDaemon(true);
            return thread;
        };
    }

    private void tick() {
        try {
            for (BatchRecord batch : state.open()) {
                if (lifecycle.isDue(batch) && running.add(batch.id())) {
                    workers.execute(() -> run(batch.id()));
                }
            }
            if (++ticks % TICKS_PER_SWEEP == 0) {
                files.removeExpired();
            }
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing");
        } catch (RuntimeException | IOException e) {
            LOG.log(System.Logger.Level.ERROR, "the emulator could not look after its batches", e);
        }
    }

    private void run(String id) {
        try {
            for (var due = state.batch(id).filter(lifecycle::isDue); due.isPresent() && !closing; ) {
                lifecycle.step(due.get(), () -> closing);
                due = state.batch(id).filter(lifecycle::isDue);
            }
        } catch (RuntimeException | IOException e) {
            if (!closing) {
                LOG.log(System.Logger.Level.ERROR, "the emulator could not move batch " + id, e);
                state.batch(id).ifPresent(batch -> lifecycle.giveUp(batch, e));
            }
        } finally {
            running.remove(id);
        }
    }
}
