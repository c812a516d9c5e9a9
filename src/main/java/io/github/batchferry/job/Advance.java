package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.BatchStatus;
import io.github.batchferry.batch.Pause;
import io.github.batchferry.store.StoreWords;
import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Moves a job: reads the ledger, looks at the server, and makes the progress that can be made now. May be called by
 * anybody, any number of times, at any time; nothing else talks to the API about a job. Not thread-safe.
 */
public final class Advance {
    private final Job job;
    private final BatchApi api;
    private final Notices notices;
    private final Sightings sightings;
    private final Set<String> cancelled = new HashSet<>();
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Pause pause;
    private final Set<String> told = new HashSet<>();

    /** @param nanoTime a monotonic clock, in nanoseconds */
    public Advance(Job job, BatchApi api, Notices notices, Clock clock, LongSupplier nanoTime, Pause pause) {
        this.job = job;
        this.api = api;
        this.notices = notices;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.pause = pause;
        sightings = new Sightings(clock);
    }

    /** Polls, collects what has ended, settles what is in doubt, buys what fits. Does not wait for answers. */
    public Advanced advance() {
        return run(() -> {
            buyAndSettle();
            return null;
        });
    }

    /** As {@link #advance}, but what may go well at the next try is only told: for those who wait anyway. */
    Advanced advanceOrTell() {
        try {
            return advance();
        } catch (ExternalException e) {
            if (!e.retryable()) {
                throw e;
            }
            notices.say(e.getMessage() + ". Trying again at the next poll");
            return report();
        }
    }

    /** Polls and collects what has ended, and buys nothing. */
    public Advanced collect() {
        return run(() -> null);
    }

    private Advanced run(Purchases purchases) {
        try {
            job.refresh();
            collectEnded();
            purchases.make();
            cancelStrays();
            return report();
        } catch (IOException e) {
            throw new ExternalException(
                    "job " + job.store().location() + ": " + StoreWords.of(e)
                            + ". What was bought is safe: run again to go on",
                    0,
                    "store_failed",
                    null,
                    false,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return report();
        }
    }

    private void collectEnded() throws IOException {
        cancelStrays();
        new Settler(job, api, this::tellOnce, nanoTime, pause).look();
        Set<String> open = new HashSet<>();
        for (BatchState batch : job.state().batches(BatchState.Phase.CREATED)) {
            open.add(id(batch));
        }
        if (open.isEmpty()) {
            return;
        }
        Listing listing = new Listing(api);
        listing.look(open, null);
        listing.all().forEach(this::observe);
        Collector collector = new Collector(job, api, notices);
        for (BatchState batch : job.state().batches(BatchState.Phase.CREATED)) {
            Batch remote = listing.get(id(batch));
            if (remote == null) {
                tellOnce("batch " + batch.number() + ": the server shows no batch " + batch.batchId()
                        + " to this key. It stays open; check that the key belongs to the same project");
            } else if (remote.status().isTerminal()) {
                collect(collector, batch, remote);
            }
        }
    }

    /** Once in the life of this driver each, however much or little else is open. */
    private void cancelStrays() {
        for (String id : Set.copyOf(job.state().strays())) {
            if (!cancelled.contains(id)) {
                api.batch(id).ifPresent(remote -> {
                    observe(remote);
                    cancelled.add(id);
                });
            }
        }
    }

    /** A batch whose results cannot be fetched right now stays open and does not hold up the others. */
    private void collect(Collector collector, BatchState batch, Batch remote) throws IOException {
        try {
            collector.collect(batch, remote);
        } catch (ExternalException e) {
            if (!e.retryable()) {
                throw e;
            }
            notices.say("the results of batch " + batch.number() + " could not be fetched: " + e.getMessage()
                    + ". They are fetched at the next poll");
        }
    }

    private void tellOnce(String message) {
        if (told.add(message)) {
            notices.say(message);
        }
    }

    /** Keeps what was seen, and cancels a batch that exists though its purchase was given up. */
    private void observe(Batch remote) {
        sightings.see(remote);
        boolean stray = job.state().strays().contains(remote.id());
        for (BatchState batch : job.state().batches(BatchState.Phase.VOIDED)) {
            stray |= remote.inputFileId().equals(batch.fileId()) || Metadata.names(remote, job.state(), batch.number());
        }
        if (stray && !remote.status().isTerminal() && !remote.status().equals(BatchStatus.CANCELLING)) {
            notices.say("WARNING: batch " + remote.id()
                    + " exists at the provider though its purchase was given up: cancelling it");
            api.cancel(remote.id());
        }
    }

    private void buyAndSettle() throws IOException, InterruptedException {
        ExternalException stopped = buy();
        boolean freed = new Settler(job, api, this::tellOnce, nanoTime, pause).settle();
        if (stopped == null && freed) {
            stopped = buy();
        }
        if (stopped != null) {
            throw stopped;
        }
    }

    private @Nullable ExternalException buy() throws IOException {
        try {
            new Buyer(job, api, notices, nanoTime).buy();
            return null;
        } catch (ExternalException e) {
            if (job.state().batches(BatchState.Phase.INTENDED).isEmpty() || e.status() == 401) {
                throw e;
            }
            return e;
        }
    }

    private Advanced report() {
        Advanced advanced = new Advanced(sightings.progress(job.state()), mayMove(job.state()));
        StatusFile.write(job, advanced, clock);
        return advanced;
    }

    /** Whether another {@code advance()} can still change something, as far as the ledger tells. */
    public static boolean mayMove(JobState state) {
        boolean mayMove = !state.cancelAsked() && state.hasUnplannedLines();
        for (BatchState batch : state.batches()) {
            mayMove |= batch.phase() == BatchState.Phase.CREATED
                    || batch.phase() == BatchState.Phase.INTENDED && batch.doubt() == null
                    || batch.isPurchasable() && !state.cancelAsked();
        }
        return mayMove;
    }

    private static String id(BatchState batch) {
        return java.util.Objects.requireNonNull(batch.batchId(), "a created batch has an id");
    }

    @FunctionalInterface
    private interface Purchases {
        @Nullable
        Void make() throws IOException, InterruptedException;
    }
}
