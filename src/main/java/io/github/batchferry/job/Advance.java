package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import io.github.batchferry.Refused;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.Time;
import io.github.batchferry.job.asset.AssetSaver;
import io.github.batchferry.job.plan.Planner;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.notice.Notices;
import io.github.batchferry.store.StoreWords;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Moves a job: reads the ledger, looks at the server, and makes the progress that can be made now. May be called by
 * anybody, any number of times, at any time; nothing else talks to the API about a job. Not thread-safe.
 */
public final class Advance {
    private static final int UNAUTHORIZED = 401;
    /** How long batches that run, and lines that are not bought, wait for files. */
    private static final Duration LONGEST_SAVING = Duration.ofMinutes(5);

    private static final Duration UNTIL_IT_IS_DONE = Duration.ofNanos(Long.MAX_VALUE);

    private final Job job;
    private final BatchApi api;
    private final Notices notices;
    private final Notices once;
    private final Sightings sightings;
    private final Poll poll;
    private final AssetSaver assets;
    private final Time time;
    private Duration askedToWait = Duration.ZERO;

    public Advance(Job job, BatchApi api, Notices notices, Time time) {
        this.job = job;
        this.api = api;
        this.notices = notices;
        once = new SaidOnce(notices);
        this.time = time;
        sightings = new Sightings(time.clock());
        poll = new Poll(job, api, once, sightings, time);
        assets = new AssetSaver(job, api, once, time);
    }

    /** Polls, collects what has ended, settles what is in doubt, buys what fits. Does not wait for answers. */
    public AdvanceResult advance() {
        try {
            return run((listing, stop) -> buyAndSettle(listing, stop, Deadline.NONE));
        } catch (ExternalException e) {
            throw RecoveryHint.with(e, job);
        }
    }

    /** As {@link #advance}, but what may go well at the next try is only told: for those who wait anyway. */
    AdvanceResult advanceOrTell(Deadline deadline) {
        askedToWait = Duration.ZERO;
        try {
            return run((listing, stop) -> buyAndSettle(listing, stop, deadline));
        } catch (ExternalException e) {
            if (!e.retryable()) {
                throw RecoveryHint.with(e, job);
            }
            notices.warn(e.getMessage() + ". Trying again at the next poll");
            Refused refusal = e.refusal();
            askedToWait = refusal == null || refusal.retryAfter() == null ? Duration.ZERO : refusal.retryAfter();
            return report();
        }
    }

    /** How long the server asked to wait when the last {@link #advanceOrTell} met it. */
    Duration askedToWait() {
        return askedToWait;
    }

    /** Polls and collects what has ended, and buys nothing. */
    public AdvanceResult collect() {
        return run((listing, stop) -> {
            if (stop != null) {
                notices.warn(String.valueOf(stop.getMessage()));
            }
        });
    }

    private AdvanceResult run(Purchases purchases) {
        try {
            job.refresh();
            poll.cancelStrays();
            doubtResolver().look();
            Listing listing = new Listing(api);
            try {
                purchases.make(listing, poll.look(listing));
            } catch (ExternalException e) {
                saveAssets(e);
                throw e;
            }
            poll.cancelStrays();
            saveAssets(null);
            return report();
        } catch (IOException e) {
            throw ExternalException.storeStopped("job " + job.store().location() + ": " + StoreWords.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return report();
        }
    }

    /**
     * Bought files wait for nobody, so they are fetched also where nothing can be bought.
     *
     * @param failure that is told in the end
     */
    private void saveAssets(@Nullable ExternalException failure) throws IOException {
        if (failure != null
                && (failure.status() == UNAUTHORIZED || Thread.currentThread().isInterrupted())) {
            return;
        }
        try {
            assets.save(moves(job.state()) ? LONGEST_SAVING : UNTIL_IT_IS_DONE);
        } catch (ExternalException e) {
            if (failure == null) {
                throw e;
            }
            failure.addSuppressed(e);
        }
    }

    private void buyAndSettle(Listing listing, @Nullable ExternalException stop, Deadline deadline)
            throws IOException, InterruptedException {
        if (stop != null) {
            throw stop;
        }
        ExternalException stopped = buy(listing);
        boolean freed = doubtResolver().settle(deadline);
        if (stopped == null && freed) {
            stopped = buy(new Listing(api));
        }
        if (stopped != null) {
            throw stopped;
        }
    }

    private @Nullable ExternalException buy(Listing listing) throws IOException {
        if (!job.state().exists()) {
            return null;
        }
        try {
            Instant now = time.clock().instant();
            PurchaseHeadroom headroom = new PurchaseHeadroom(job.state(), now, listing);
            Map<Integer, Integer> clear = new Denials(job, api, once).check(now, headroom::wants);
            if (job.state().mayBuy()) {
                new PurchaseLoop(job, api, once, time.nanoTime(), headroom, now, clear).buy();
            }
            return null;
        } catch (ExternalException e) {
            if (job.state().batches(BatchState.Phase.INTENDED).isEmpty() || e.status() == UNAUTHORIZED) {
                throw e;
            }
            return e;
        }
    }

    private DoubtResolver doubtResolver() {
        return new DoubtResolver(job, api, once, time);
    }

    private AdvanceResult report() {
        AdvanceResult advanced = new AdvanceResult(sightings.progress(job.state()), mayMove(job.state()));
        StatusFile.write(job, advanced, time.clock());
        return advanced;
    }

    /** Whether another {@code advance()} can still change something, as far as the ledger tells. */
    public static boolean mayMove(JobState state) {
        return moves(state) || !state.owingAssets().isEmpty();
    }

    private static boolean moves(JobState state) {
        boolean mayMove = state.mayBuy() && hasUnplannedLines(state);
        for (BatchState batch : state.batches()) {
            boolean waits = batch.isPurchasable() || batch.isToBePostedAgain();
            mayMove |= batch.doubt() == null && (batch.isOpen() || waits && state.mayBuy());
        }
        return mayMove;
    }

    /** Whether some lines are in no batch that was or may be bought. */
    public static boolean hasUnplannedLines(JobState state) {
        return state.exists() && !new Planner(state, Instant.MAX).plan().isEmpty();
    }

    @FunctionalInterface
    private interface Purchases {
        void make(Listing listing, @Nullable ExternalException stop) throws IOException, InterruptedException;
    }
}
