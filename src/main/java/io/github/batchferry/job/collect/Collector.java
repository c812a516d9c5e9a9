package io.github.batchferry.job.collect;

import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.BatchStatus;
import io.github.batchferry.job.transfer.Transfer;
import io.github.batchferry.job.transfer.Transfers;
import io.github.batchferry.ledger.BatchName;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.CollectedFile;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.Reason;
import io.github.batchferry.ledger.Unanswered;
import io.github.batchferry.notice.Notices;
import io.github.batchferry.result.OutcomeCounts;
import io.github.batchferry.result.answer.RowStatus;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at batches that have ended: brings their results home, and accounts for each request. What does not add up yet
 * stays open, and is looked at again by the clock.
 */
public final class Collector {
    /** How far apart two looks are that prove together what one alone does not. */
    static final Duration BETWEEN_LOOKS = Duration.ofMinutes(2);
    /** How long a server is waited for that is out of order, instead of saying that a file is not there. */
    static final Duration OUTAGE = Duration.ofHours(12);

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final Job job;
    private final Notices notices;
    private final Clock clock;
    private final Results results;

    public Collector(Job job, BatchApi api, Notices notices, Clock clock) {
        this.job = job;
        this.notices = notices;
        this.clock = clock;
        results = new Results(job, api, notices);
    }

    /**
     * Begins to fetch what a batch left behind that has ended.
     *
     * @param remote the batch as it showed itself
     */
    Look begin(BatchState batch, Batch remote, Transfers transfers) {
        boolean ranNothing = Evidence.ranNothing(remote, validation());
        return new Look(batch, remote, ranNothing ? null : transfers.start(results.fetching(batch, remote)));
    }

    /**
     * Ends a look at a batch that has ended. Records the collection where everything adds up; where another driver was
     * first, its files stand and ours are deleted.
     *
     * @return how long to wait before the next look; null where the batch is collected
     */
    @Nullable
    public Duration end(Look begun) throws IOException {
        BatchState batch = begun.batch();
        Batch remote = begun.remote();
        Transfer<FetchedResults> files = begun.results();
        if (files == null) {
            return nothingRan(batch, remote);
        }
        try (FetchedResults fetched = files.outcome()) {
            OutcomeCounts found = fetched.results().counts();
            Event.SeenEnded look = fetched.look(batch.number(), remote);
            return switch (new Evidence(remote, batch.planned().requests(), found).verdict()) {
                case EACH_HAS_A_LINE -> record(batch, remote, fetched, null, Unpaid.NOT);
                case THE_REST_IS_UNPAID ->
                    isSecond(batch, look)
                            ? record(batch, remote, fetched, unpaid(remote), Unpaid.SURELY)
                            : openUntil(batch, look);
                case NOT_YET -> notYet(batch, remote, fetched, look);
            };
        }
    }

    /** Whether requests without a line were surely not paid. */
    private enum Unpaid {
        SURELY,
        NOT
    }

    private @Nullable Duration nothingRan(BatchState batch, Batch remote) {
        Event.SeenEnded look =
                new Event.SeenEnded(batch.number(), remote.status().value(), remote.counts(), null, null, -1, -1);
        if (!validation().isProved(remote) && !isSecond(batch, look)) {
            return openUntil(batch, look);
        }
        Event.Collected collected = validation().of(batch, remote, job.driver());
        if (collected.then() != null && collected.absent() != null) {
            notices.warn(BatchName.of(batch.number(), remote.id()) + " failed before it ran, nothing was bought: "
                    + collected.absent().message());
        }
        job.append(List.of(collected), state -> batch.phase() == BatchState.Phase.CREATED);
        return null;
    }

    private FailedValidation validation() {
        return new FailedValidation(job.state().provider().refusals());
    }

    private static Reason unpaid(Batch remote) {
        return remote.status().equals(BatchStatus.COMPLETED)
                ? Reason.of(
                        RowStatus.MISSING,
                        "missing",
                        BatchName.of(remote.id()) + " has completed, and by its counts this request was not executed")
                : FailedValidation.stopped(remote);
    }

    private boolean isSecond(BatchState batch, Event.SeenEnded look) {
        return look.equals(batch.seenEnded()) && since(batch.seenAt()).compareTo(BETWEEN_LOOKS) >= 0;
    }

    private Duration openUntil(BatchState batch, Event.SeenEnded look) {
        seen(batch, look);
        Duration left = BETWEEN_LOOKS.minus(since(batch.seenAt()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private @Nullable Duration notYet(BatchState batch, Batch remote, FetchedResults fetched, Event.SeenEnded look)
            throws IOException {
        boolean waits = isWithinPatience(batch, fetched);
        seen(batch, look);
        if (waits) {
            notices.warn(BatchName.of(batch.number(), remote.id()) + " has ended, its results are not complete"
                    + " yet: " + fetched.missing(remote) + ". It is looked at again");
            Duration pause = since(batch.firstSeenAt());
            pause = pause.compareTo(FIRST_PAUSE) < 0 ? FIRST_PAUSE : pause;
            return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        }
        String gap = fetched.results().counts().missing() + " of its "
                + batch.planned().requests() + " requests";
        notices.warn("WARNING: " + BatchName.of(batch.number(), remote.id()) + " has ended and its results stay"
                + " incomplete: " + fetched.missing(remote) + ". " + gap + " have no line. They were perhaps paid, so"
                + " they are not bought again: 'recollect' looks once more, 'retry --even-if-paid' buys them");
        return record(
                batch,
                remote,
                fetched,
                Reason.of(
                        RowStatus.FAILED,
                        Reason.RESULT_INCOMPLETE,
                        "the results of " + BatchName.of(remote.id())
                                + " have no line for this request, and nothing proves"
                                + " that it was not paid, so it is not bought again. 'recollect' looks once more;"
                                + " 'retry --even-if-paid' buys it again"),
                Unpaid.NOT);
    }

    private boolean isWithinPatience(BatchState batch, FetchedResults fetched) {
        if (batch.seenEnded() == null) {
            return true;
        }
        Duration patience = Duration.ofSeconds(job.state().limits().resultPatienceSeconds());
        Duration bound = fetched.serverIsOut() && patience.compareTo(OUTAGE) < 0 ? OUTAGE : patience;
        return since(batch.firstSeenAt()).compareTo(bound) < 0;
    }

    private void seen(BatchState batch, Event.SeenEnded look) {
        job.append(
                List.of(look),
                state -> batch.phase() == BatchState.Phase.CREATED
                        && (!look.equals(batch.seenEnded())
                                || since(batch.seenAt()).isNegative()));
    }

    /** Negative for a look that a clock ahead of ours has recorded: it is recorded anew, and counts from then on. */
    private Duration since(Instant at) {
        return Duration.between(at, clock.instant());
    }

    private @Nullable Duration record(
            BatchState batch, Batch remote, FetchedResults fetched, @Nullable Reason absent, Unpaid unpaid)
            throws IOException {
        CollectedFile index = fetched.writeIndex();
        fetched.warn(batch, remote);
        Map<Integer, Reason> lines = remote.status().equals(BatchStatus.FAILED) && absent != null
                ? fetched.withoutLine(
                        validation().named(remote.errors(), batch.planned().requests()))
                : Map.of();
        Unanswered unanswered =
                Unanswered.of(fetched.results().index(), unpaid == Unpaid.SURELY ? absent : null, lines.keySet());
        Event.Collected collected = new Event.Collected(
                batch.number(),
                remote.id(),
                remote.status().value(),
                job.driver(),
                fetched.output().file(),
                fetched.errors().file(),
                index,
                fetched.results().counts(),
                remote.usage(),
                absent,
                lines,
                unanswered.positions(),
                unanswered.byStatus(),
                null);
        fetched.keep();
        // Where this fails, the entry may stand in the ledger all the same: the files that it names are kept.
        job.append(List.of(collected), state -> batch.phase() == BatchState.Phase.CREATED);
        if (!collected.equals(batch.collected())) {
            fetched.drop();
        }
        return null;
    }
}
