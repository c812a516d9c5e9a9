package io.github.batchferry.spark.write;

import io.github.batchferry.ExternalException;
import io.github.batchferry.UserException;
import io.github.batchferry.batch.Pause;
import io.github.batchferry.connect.Limits;
import io.github.batchferry.connect.Server;
import io.github.batchferry.job.Advance;
import io.github.batchferry.job.Advanced;
import io.github.batchferry.job.ConnectionTerms;
import io.github.batchferry.job.Event;
import io.github.batchferry.job.Job;
import io.github.batchferry.job.JobState;
import io.github.batchferry.job.SealCondition;
import io.github.batchferry.job.WriteDraft;
import io.github.batchferry.option.ConnectionOptions;
import io.github.batchferry.option.OptionSet;
import io.github.batchferry.option.RequestOptions;
import io.github.batchferry.option.Scope;
import io.github.batchferry.spark.JobDirectory;
import io.github.batchferry.spark.SessionConf;
import io.github.batchferry.spark.SparkNotices;
import io.github.batchferry.spark.StoreHandle;
import io.github.batchferry.store.JobStore;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** One {@code df.write.format("openai-batch").save(job)}: check, stage, seal, buy what fits. Does not wait for answers. */
public final class JobWrite {
    private final SparkSession session;
    private final SaveMode mode;
    private final OptionSet options;
    private final StoreHandle directory;
    private final JobStore store;
    private final SparkNotices notices = new SparkNotices();

    /** @throws UserException where an option is wrong, or no job directory is given */
    public JobWrite(SparkSession session, SaveMode mode, Map<String, String> given) {
        this.session = session;
        this.mode = mode;
        options = OptionSet.parse(given, SessionConf.ours(session), System.getenv(), Scope.WRITE);
        directory = JobDirectory.of(session, given);
        store = directory.open();
    }

    /**
     * @throws UserException where the caller can fix it; nothing was bought then
     * @throws ExternalException where the server or the store failed; the text says whether the job is sealed
     */
    public void save(Dataset<Row> data) {
        StorageCheck storage = new StorageCheck(store, options);
        storage.requireOneBuyer();
        Job job = Job.open(store, Clock.systemUTC());
        if (job.state().exists() && refuseOrResume(job)) {
            return;
        }
        storage.requireRoomForAJob();
        stageAndBuy(job, data);
    }

    /** What the mode says of a job that is already there; whether all is done with that. */
    private boolean refuseOrResume(Job job) {
        JobState state = job.state();
        switch (mode) {
            case Ignore -> {
                notices.say("job " + store.location() + " exists: nothing is staged, it is carried on");
                advance(job);
                return true;
            }
            case Append -> {
                return options.find(RequestOptions.WRITE_ID).isPresent() && alreadyWritten(job);
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

    private boolean alreadyWritten(Job job) {
        String writeId = options.value(RequestOptions.WRITE_ID);
        boolean written = job.state().writes().stream().anyMatch(write -> writeId.equals(write.writeId()));
        if (written) {
            notices.say("write '" + writeId + "' is already in job " + store.location()
                    + ": nothing is staged, the job is carried on");
            advance(job);
        }
        return written;
    }

    private void stageAndBuy(Job job, Dataset<Row> data) {
        StructType schema = data.schema();
        ConnectionTerms connection = job.state().exists()
                ? Server.terms(firstWrite(job).connection(), options, store.location())
                : Server.terms(options);
        RequestColumns columns = RequestColumns.of(options, schema);
        WriteDraft draft = new DraftFactory(options, session.version()).draft(columns, schema, connection, condition());
        if (job.state().exists()) {
            Appending.requireAlike(firstWrite(job), draft, store.location());
        }
        try (Server server = open(connection)) {
            server.api().list(null, 1);
            Optional<Event.WriteSealed> rival = Staging.run(job, draft, columns, directory, data);
            if (rival.isEmpty()) {
                Limits.record(job, options);
                advance(job, server);
                return;
            }
            lost(rival.get(), draft);
        }
        advance(job);
    }

    private SealCondition condition() {
        if (mode != SaveMode.Append) {
            return SealCondition.NO_WRITE_YET;
        }
        return options.explicit(RequestOptions.WRITE_ID)
                ? SealCondition.WRITE_ID_IS_NEW
                : SealCondition.FINGERPRINT_IS_NEW;
    }

    /** Another driver sealed what excludes this write; what was staged is swept already. */
    private void lost(Event.WriteSealed rival, WriteDraft draft) {
        if (mode == SaveMode.Append) {
            Appending.requireAlike(rival, draft, store.location());
        }
        if (mode == SaveMode.Ignore || mode == SaveMode.Append && options.explicit(RequestOptions.WRITE_ID)) {
            notices.say("another driver sealed write " + rival.write() + " of job " + store.location()
                    + " first: what this one staged is deleted, the job is carried on");
            return;
        }
        if (mode == SaveMode.Append) {
            throw new UserException("this write asks exactly what write " + rival.write() + " of job "
                    + store.location()
                    + " asks (fingerprint " + rival.fingerprint() + "). If that was a retry, all is well: the job is"
                    + " carried on by mode(\"ignore\"). If you want the same answers once more, set option 'writeId' to a"
                    + " new name. Nothing was bought");
        }
        throw new UserException(
                "another driver created the job at " + store.location() + " (write " + rival.write()
                        + ") while this one staged its rows. Use mode(\"ignore\") to carry it on. Nothing was bought by this one");
    }

    private void advance(Job job) {
        ConnectionTerms connection = Server.terms(firstWrite(job).connection(), options, store.location());
        try (Server server = open(connection)) {
            Limits.record(job, options);
            advance(job, server);
        }
    }

    private void advance(Job job, Server server) {
        Advanced advanced =
                new Advance(job, server.api(), notices, Clock.systemUTC(), System::nanoTime, Pause.REAL).advance();
        notices.say("job " + store.location() + ": " + advanced.summary());
    }

    private Server open(ConnectionTerms connection) {
        return Server.open(
                connection, options.find(ConnectionOptions.API_TOKEN), SessionConf.tokens(session), store.location());
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
