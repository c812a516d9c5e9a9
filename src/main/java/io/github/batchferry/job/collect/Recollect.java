package io.github.batchferry.job.collect;

import io.github.batchferry.UserException;
import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.Time;
import io.github.batchferry.job.asset.AssetSaver;
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
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Looks at ended batches again, at once: at those whose results were not complete yet, and at those whose gap was closed.
 * An outcome is added only to a request that had no answer; the answer that came first stands. Files of answers that were
 * given up are tried once more.
 */
public final class Recollect {
    private final Job job;
    private final BatchApi api;
    private final Notices notices;
    private final AssetSaver assets;
    private final Collector collector;
    private final Results results;
    private final Transfers inTurn = new Transfers(1);

    public Recollect(Job job, BatchApi api, Notices notices, Time time) {
        this.job = job;
        this.api = api;
        this.notices = notices;
        collector = new Collector(job, api, notices, time.clock());
        assets = new AssetSaver(job, api, notices, time);
        results = new Results(job, api, notices);
    }

    /** What the looks found. */
    public record Found(int batches, long requests) {}

    /** At all batches for which it may help. */
    public Found recollect() throws IOException {
        List<BatchState> batches = new ArrayList<>();
        for (BatchState batch : job.refresh().batches()) {
            if (batch.seenEnded() != null || isIncomplete(batch)) {
                batches.add(batch);
            }
        }
        Found found = look(batches);
        for (BatchState batch : job.state().batches()) {
            assets.again(batch);
        }
        return found;
    }

    /**
     * At one batch, whatever is missing of it.
     *
     * @throws UserException where the job has no such batch, or it was never bought
     */
    public Found recollect(int number) throws IOException {
        BatchState batch = job.refresh()
                .batch(number)
                .orElseThrow(
                        () -> new UserException("job " + job.store().location() + " has no " + BatchName.of(number)));
        if (batch.batchId() == null) {
            throw new UserException(
                    BatchName.of(number) + " was not bought, so it has no results. 'status' shows the batches");
        }
        Found found = look(List.of(batch));
        assets.again(batch);
        return found;
    }

    /** Whether a batch was collected with a gap. */
    public static boolean isIncomplete(BatchState batch) {
        return batch.collected() != null && batch.collected().lacksLines();
    }

    private Found look(List<BatchState> batches) throws IOException {
        long more = 0;
        for (BatchState batch : batches) {
            Batch remote = api.batch(Objects.requireNonNull(batch.batchId(), "it was bought"))
                    .orElse(null);
            if (remote == null || !remote.status().isTerminal()) {
                notices.say(BatchName.of(batch.number(), batch.batchId()) + ": "
                        + (remote == null
                                ? "the server does not show it to this key"
                                : "it has not ended: " + remote.status()));
            } else if (batch.phase() == BatchState.Phase.CREATED) {
                collector.end(collector.begin(batch, remote, inTurn));
                more += batch.collected() == null ? 0 : batch.planned().requests();
            } else {
                more += again(batch, remote);
            }
        }
        return new Found(batches.size(), more);
    }

    private long again(BatchState batch, Batch remote) throws IOException {
        Event.Collected before = Objects.requireNonNull(batch.collected(), "it is collected");
        OutcomeCounts had = before.counts();
        List<@Nullable CollectedFile> stand = Arrays.asList(before.output(), before.errors());
        try (FetchedResults fetched =
                inTurn.start(results.fetching(batch, remote, stand)).outcome()) {
            OutcomeCounts has = fetched.results().counts();
            long missing = had == null ? batch.planned().requests() : had.missing();
            long succeeded = had == null ? 0 : had.succeeded();
            long more = Math.max(missing - has.missing(), has.succeeded() - succeeded);
            if (more <= 0) {
                notices.warn(BatchName.of(batch.number(), remote.id()) + ": nothing more than was collected. "
                        + fetched.missing(remote));
                return 0;
            }
            Reason absent = has.missing() == 0 ? null : before.absent();
            Unanswered unanswered = Unanswered.again(fetched.results().index(), before);
            Event.CollectedAgain again = new Event.CollectedAgain(
                    batch.number(),
                    job.driver(),
                    fetched.output().file(),
                    fetched.errors().file(),
                    fetched.writeIndex(),
                    has,
                    remote.usage(),
                    absent,
                    unanswered.positions(),
                    unanswered.byStatus());
            fetched.keep();
            long entry = job.append(List.of(again), state -> before.equals(batch.collected()));
            if (entry == 0) {
                fetched.drop();
                return 0;
            }
            notices.say(BatchName.of(batch.number(), remote.id()) + ": " + more
                    + " more requests are accounted for than before");
            return more;
        }
    }
}
