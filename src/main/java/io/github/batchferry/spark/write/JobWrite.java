package io.github.batchferry.spark.write;

import io.github.batchferry.ExternalException;
import io.github.batchferry.UserException;
import io.github.batchferry.batch.Time;
import io.github.batchferry.connect.JobSession;
import io.github.batchferry.connect.Rehearsed;
import io.github.batchferry.connect.Server;
import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.ledger.ConnectionTerms;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.ledger.SealCondition;
import io.github.batchferry.option.ConnectionOptions;
import io.github.batchferry.option.OptionSet;
import io.github.batchferry.option.RequestOptions;
import io.github.batchferry.option.Scope;
import io.github.batchferry.spark.JobDirectory;
import io.github.batchferry.spark.SessionConf;
import io.github.batchferry.spark.SparkNotices;
import io.github.batchferry.spark.StoreHandle;
import io.github.batchferry.store.JobStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * One {@code df.write.format("openai-batch").save(job)}: check, stage, seal, buy what fits, or nothing yet where the job is
 * paused. Does not wait for answers.
 */
public final class JobWrite {
    private final SparkSession session;
    private final SaveMode mode;
    private final OptionSet options;
    private final StoreHandle directory;
    private final JobStore store;
    private final SparkNotices notices = new SparkNotices();
    private final PausedWrite paused;

    /** @throws UserException where an option is wrong, or no job directory is given */
    public JobWrite(SparkSession session, SaveMode mode, Map<String, String> given) {
        this.session = session;
        this.mode = mode;
        LayoutCheck.require(given);
        options = OptionSet.parse(given, SessionConf.ours(session), System.getenv(), Scope.WRITE);
        directory = JobDirectory.of(session, given);
        store = directory.open();
        paused = new PausedWrite(options, notices);
    }

    /**
     * @param read the job directories that the plan of the rows reads
     * @throws UserException where the caller can fix it; nothing was bought then
     * @throws ExternalException where the server or the store failed; the text says whether the job is sealed
     */
    public void save(Dataset<Row> data, Set<String> read) {
        StorageCheck storage = new StorageCheck(store, options);
        storage.requireOneBuyer();
        Job job = Job.open(store, Time.SYSTEM.clock());
        if (job.state().exists()) {
            Rehearsed.requireSameServer(job, options);
            if (refuseOrResume(job, data)) {
                return;
            }
            requireOtherRows(read);
        } else {
            DirectoryCheck.require(directory, store.location());
        }
        storage.requireRoomForAJob();
        stageAndBuy(job, data);
    }

    /** What the mode says of a job that is already there; whether all is done with that. */
    private boolean refuseOrResume(Job job, Dataset<Row> data) {
        JobState state = job.state();
        switch (mode) {
            case Ignore -> {
                paused.requireNothingIsBought(job);
                if (state.pause() == null) {
                    notices.say("job " + store.location() + " exists: nothing is staged, it is carried on");
                }
                warnOfDifferences(job, data.schema());
                carryOn(job);
                return true;
            }
            case Append -> {
                paused.requireNothingIsBought(job);
                return false;
            }
            case Overwrite ->
                throw new UserException("job " + store.location() + " holds results that were paid (" + sizes(state)
                        + "), so mode(\"overwrite\") is refused. Delete the directory yourself if you mean it, or write to"
                        + " another one. Nothing was sent");
            default ->
                throw new UserException("a job is already at " + store.location() + " (" + sizes(state)
                        + "). Use mode(\"ignore\") to carry it on without buying anything new, mode(\"append\") to add a"
                        + " write, or another job directory. Nothing was sent");
        }
    }

    private void requireOtherRows(Set<String> read) {
        if (read.contains(store.location())) {
            throw new UserException("these rows come from job " + store.location()
                    + " itself: adding them would ask its own answers anew. Write them to another job directory, or save"
                    + " results in another format and place. Nothing was sent");
        }
    }

    private void warnOfDifferences(Job job, StructType schema) {
        String asked;
        try {
            WriteDraft draft = draft(schema, Server.terms(options));
            List<String> differences = Differences.between(
                    job.state().writes(),
                    draft,
                    options.value(ConnectionOptions.BASE_URL).text());
            if (differences.isEmpty()) {
                return;
            }
            asked = "this write asks something else than what is sealed: " + String.join("; ", differences);
        } catch (UserException e) {
            asked = "this write could not be made as it stands: " + e.getMessage();
        }
        notices.warn(
                "WARNING: job " + store.location() + " is carried on as it was sealed, and nothing is staged or bought"
                        + " for this write. But " + asked + ". Use another job directory to ask that");
    }

    private WriteDraft draft(StructType schema, ConnectionTerms connection) {
        return draft(requestColumns(schema), schema, connection);
    }

    private WriteDraft draft(RequestColumns columns, StructType schema, ConnectionTerms connection) {
        return new DraftFactory(options, session.version()).draft(columns, schema, connection, condition());
    }

    private RequestColumns requestColumns(StructType schema) {
        new InputCheck(session).require(schema);
        return RequestColumns.of(options, schema);
    }

    private void stageAndBuy(Job job, Dataset<Row> data) {
        StructType schema = data.schema();
        try (JobSession session = session(job)) {
            RequestColumns columns = requestColumns(schema);
            WriteDraft draft = draft(columns, schema, session.terms());
            if (job.state().exists()) {
                Appending.requireAlike(firstWrite(job), draft, store.location());
            }
            session.prove(draft);
            Optional<LostSeal> lost = Staging.run(job, draft, columns, directory, data);
            if (lost.isEmpty()) {
                if (!paused.tells(job)) {
                    advance(session);
                }
                return;
            }
            paused.requireNothingIsBought(job);
            new SealConflict(mode, store.location(), notices).settle(lost.get(), draft);
        }
        carryOn(job);
    }

    private SealCondition condition() {
        if (mode != SaveMode.Append) {
            return SealCondition.NO_WRITE_YET;
        }
        return options.explicit(RequestOptions.WRITE_ID)
                ? SealCondition.WRITE_ID_IS_NEW
                : SealCondition.FINGERPRINT_IS_NEW;
    }

    private void carryOn(Job job) {
        if (paused.tells(job)) {
            return;
        }
        try (JobSession session = session(job)) {
            advance(session);
        }
    }

    private void advance(JobSession session) {
        notices.say("job " + store.location() + ": " + session.advance().summary());
    }

    private JobSession session(Job job) {
        return JobSession.open(job, options, SessionConf.tokens(session), notices, Time.SYSTEM);
    }

    private static Event.WriteSealed firstWrite(Job job) {
        return job.state().writes().iterator().next();
    }

    private static String sizes(JobState state) {
        long rows = state.writes().stream()
                .flatMap(write -> write.parts().stream())
                .mapToLong(part -> part.rows())
                .sum();
        return state.writes().size() + " write(s), " + rows + " rows, "
                + state.batches().size() + " batches";
    }
}
