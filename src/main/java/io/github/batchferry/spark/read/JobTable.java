package io.github.batchferry.spark.read;

import io.github.batchferry.UserException;
import io.github.batchferry.connect.Rehearsed;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.option.OptionSet;
import io.github.batchferry.option.Scope;
import io.github.batchferry.spark.JobDirectory;
import io.github.batchferry.spark.SessionConf;
import io.github.batchferry.spark.SparkNotices;
import io.github.batchferry.store.JobStore;
import java.time.Clock;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.catalog.SupportsMetadataColumns;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/** A job as a table to read. One instance is one {@code load()}: all its actions show the same snapshot. */
public final class JobTable implements SupportsRead, SupportsMetadataColumns {
    private final SparkSession session;
    private final CaseInsensitiveStringMap given;
    private final @Nullable StructType expected;
    private @Nullable Opened opened;

    private JobTable(SparkSession session, CaseInsensitiveStringMap given, @Nullable StructType expected) {
        this.session = session;
        this.given = given;
        this.expected = expected;
    }

    /**
     * Reads the ledger now; makes no call and no scan.
     *
     * @throws UserException where there is no job, or an option is wrong
     */
    public static JobTable open(SparkSession session, CaseInsensitiveStringMap options) {
        JobTable table = new JobTable(session, options, null);
        table.opened();
        return table;
    }

    /** Reads the ledger once it is read from; Spark also makes a table to find out how to write. */
    public static JobTable lazy(SparkSession session, CaseInsensitiveStringMap options, StructType expected) {
        return new JobTable(session, options, expected);
    }

    /** Where the job is, as its store says. */
    public String location() {
        return JobDirectory.of(session, given).open().location();
    }

    @Override
    public String name() {
        return "openai-batch";
    }

    @Override
    @SuppressWarnings("deprecation") // columns() came later than the oldest Spark that we serve
    public StructType schema() {
        return expected == null ? opened().layout().schema() : expected;
    }

    /** Without BATCH_WRITE, on purpose. */
    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public MetadataColumn[] metadataColumns() {
        return HiddenColumn.all();
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        Opened job = opened();
        if (expected != null
                && !expected.asNullable().equals(job.layout().schema().asNullable())) {
            throw new UserException("the schema of a job comes from its ledger: "
                    + job.layout().schema().simpleString()
                    + ", but " + expected.simpleString() + " was given. Leave .schema(...) out and select or cast after"
                    + " the load");
        }
        return new JobScanBuilder(job.layout(), job.source(), session, JobDirectory.of(session, given));
    }

    private synchronized Opened opened() {
        if (opened == null) {
            OptionSet options =
                    OptionSet.parse(given.asCaseSensitiveMap(), SessionConf.ours(session), System.getenv(), Scope.READ);
            JobStore store = JobDirectory.of(session, given).open();
            Job job = Job.open(store, Clock.systemUTC());
            if (!job.state().exists()) {
                throw new UserException(
                        "there is no job at " + store.location()
                                + ": a job exists once df.write.format(\"openai-batch\").save(...) has sealed it. Check the path");
            }
            Rehearsed.requireSameServer(job, options);
            if (expected != null) {
                Rehearsed.notice(job).ifPresent(new SparkNotices()::warn);
            }
            opened = new Opened(
                    layout(job),
                    new SnapshotSource(
                            job, options, SessionConf.tokens(session), new SparkPause(session.sparkContext())));
        }
        return opened;
    }

    private static JobLayout layout(Job job) {
        Event.WriteSealed write = job.state().writes().iterator().next();
        StructType input = null;
        for (Event.WriteSealed each : job.state().writes()) {
            StructType columns = input(each);
            input = input == null || input.equals(columns) ? columns : input.asNullable();
        }
        return new JobLayout(
                input == null ? new StructType() : input,
                write.output(),
                write.customIdColumn(),
                write.resultPrefix(),
                write.request().endpointPath());
    }

    private static StructType input(Event.WriteSealed write) {
        try {
            return (StructType) DataType.fromJson(write.schema());
        } catch (RuntimeException e) {
            throw new UserException(
                    "this Spark cannot read the columns of write " + write.write() + ", which Spark "
                            + write.sparkVersion() + " wrote: " + e.getMessage() + ". Read it with that Spark",
                    e);
        }
    }

    private record Opened(JobLayout layout, SnapshotSource source) {}
}
