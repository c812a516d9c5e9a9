package io.github.batchferry.spark.read;

import io.github.batchferry.UserException;
import io.github.batchferry.batch.Time;
import io.github.batchferry.connect.JobSession;
import io.github.batchferry.job.Advance;
import io.github.batchferry.job.Await;
import io.github.batchferry.job.JobProgress;
import io.github.batchferry.job.RecoveryVerbs;
import io.github.batchferry.job.dryrun.DryRunNotice;
import io.github.batchferry.join.Snapshot;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.option.OptionSet;
import io.github.batchferry.option.ReadOptions;
import io.github.batchferry.price.PriceTable;
import io.github.batchferry.price.ProviderPrices;
import io.github.batchferry.secret.TokenSources;
import io.github.batchferry.spark.SparkNotices;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes the one snapshot that a loaded DataFrame shows: at its first action, waiting for answers if it may. */
final class SnapshotSource {
    private final Job job;
    private final OptionSet options;
    private final TokenSources tokens;
    private final SparkPause pause;
    private final ProviderPrices prices;
    private @Nullable Snapshot snapshot;
    private volatile long takenAt = -1;

    /** @throws UserException where the prices of the options cannot be read */
    SnapshotSource(Job job, OptionSet options, TokenSources tokens, SparkPause pause) {
        this.job = job;
        prices = PriceTable.with(options.find(ReadOptions.PRICES).orElse(null)).of(job.state());
        this.options = options;
        this.tokens = tokens;
        this.pause = pause;
    }

    /** The same one for every action. */
    synchronized Snapshot take() {
        if (snapshot == null) {
            job.refresh();
            if (!ended()) {
                pause.begin();
                move();
            }
            DryRunNotice.of(job).ifPresent(new SparkNotices()::warn);
            snapshot = Snapshot.of(job.state());
            takenAt = job.state().lastEntry();
        }
        return snapshot;
    }

    /** An interrupt of this thread ends the wait, whichever thread waits. */
    void plannedBy(Thread thread) {
        pause.plannedBy(thread);
    }

    /** Of which moment the snapshot is, for people; does not wait. */
    String moment() {
        return takenAt < 0 ? "to be taken by the first action" : "of ledger entry " + takenAt;
    }

    /** Of the job as it is known now; makes no call. */
    JobStatistics statistics() {
        return JobStatistics.of(job.state());
    }

    ProviderPrices prices() {
        return prices;
    }

    String location() {
        return job.store().location();
    }

    /** Whether the ledger alone says that nothing can change any more, so that no call is needed. */
    private boolean ended() {
        return !Advance.mayMove(job.state()) && job.state().batches().stream().noneMatch(BatchState::isOpen);
    }

    private void move() {
        try (JobSession session = connected()) {
            if (session == null) {
                return;
            }
            if (options.value(ReadOptions.WAIT)) {
                await(session);
            } else {
                session.collect();
            }
        }
    }

    /** Null where what is there may be read without the server. */
    private @Nullable JobSession connected() {
        try {
            JobSession session = JobSession.open(job, options, tokens, new SparkNotices(), Time.SYSTEM.with(pause));
            session.connect();
            return session;
        } catch (UserException e) {
            if (options.value(ReadOptions.WAIT)) {
                throw new UserException(
                        e.getMessage() + " It is needed to wait for the answers of job "
                                + job.store().location()
                                + "; with option wait=false what was collected so far is read without it",
                        e);
            }
            return null;
        }
    }

    private void await(JobSession session) {
        String location = job.store().location();
        Await.End end = session.await(
                new JobProgress(location, System.err, Time.SYSTEM.clock(), JobProgress.Terminal.ofThisProcess()));
        if (end == Await.End.TIMED_OUT) {
            new SparkNotices()
                    .warn("WARNING: waitTimeout is over and job " + location
                            + " has not ended: unfinished rows are 'pending'. Load it again to go on");
        }
        List<String> verbs = end == Await.End.ENDED ? RecoveryVerbs.verbs(job) : List.of();
        if (!verbs.isEmpty()) {
            new SparkNotices()
                    .say("job " + location + " has ended, and not every row has an answer; 'error' says why. To go on: "
                            + verbs.stream()
                                    .map(verb -> "java -jar batchferry.jar " + verb)
                                    .collect(Collectors.joining(", or ")));
        }
        if (end == Await.End.INTERRUPTED) {
            String interrupted = "waiting for job " + location
                    + " was interrupted; what was bought is safe. Load it again to go on, or with option wait=false to see"
                    + " what is there";
            // Spark may lose the exception: it plans some queries in other threads, and a stopped context fails first.
            new SparkNotices().warn("WARNING: " + interrupted);
            throw new UserException(interrupted);
        }
    }
}
