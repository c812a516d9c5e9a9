package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.BatchStatus;
import io.github.batchferry.batch.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
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
            throw new UncheckedIOException("job " + job.store().location() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return report();
        }
    }

    private void collectEnded() throws IOException {
        cancelStrays();
        new Settler(job, api, notices, nanoTime, pause).look();
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
            if (remote != null && remote.status().isTerminal()) {
                collector.collect(batch, remote);
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
        boolean freed = new Settler(job, api, notices, nanoTime, pause).settle();
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
        boolean mayMove = false;
        for (BatchState batch : job.state().batches()) {
            mayMove |= batch.phase() == BatchState.Phase.CREATED
                    || batch.phase() == BatchState.Phase.INTENDED && batch.doubt() == null
                    || batch.isPurchasable() && !job.state().cancelAsked();
        }
        if (!job.state().cancelAsked()) {
            mayMove |= job.state().hasUnplannedLines();
        }
        Advanced advanced = new Advanced(sightings.progress(job.state()), mayMove);
        StatusFile.write(job, advanced, clock);
        return advanced;
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
