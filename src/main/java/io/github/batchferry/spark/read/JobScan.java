package io.github.batchferry.spark.read;

import io.github.batchferry.join.Snapshot;
import io.github.batchferry.price.ProviderPrices;
import io.github.batchferry.spark.StoreHandle;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Reads a snapshot. Planning waits for answers, so nothing but running asks for partitions. */
final class JobScan implements Scan, Batch, SupportsReportStatistics {
    private static final long TASK_BYTES = 64L << 20;
    private static final long SMALLEST_TASK_BYTES = 4L << 20;

    private final JobLayout layout;
    private final StructType required;
    private final StatusFilter filter;
    private final SnapshotSource source;
    private final SparkSession session;
    private final StoreHandle directory;
    private InputPartition @Nullable [] partitions;

    JobScan(
            JobLayout layout,
            StructType required,
            StatusFilter filter,
            SnapshotSource source,
            SparkSession session,
            StoreHandle directory) {
        this.layout = layout;
        this.required = required;
        this.filter = filter;
        this.source = source;
        this.session = session;
        this.directory = directory;
    }

    @Override
    public StructType readSchema() {
        return required;
    }

    @Override
    public String description() {
        return "openai-batch " + source.location() + ", columns " + ReadPaths.of(required, layout.schema())
                + (filter.isAll() ? "" : ", status in " + filter.words())
                + ", snapshot " + source.moment();
    }

    @Override
    public Statistics estimateStatistics() {
        return source.statistics();
    }

    /** Equal where the same rows come out, so that Spark reads once what a query asks twice. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JobScan scan
                && source == scan.source
                && required.equals(scan.required)
                && filter.equals(scan.filter);
    }

    @Override
    public int hashCode() {
        return Objects.hash(System.identityHashCode(source), required, filter);
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    /** Said without partitions, so that {@code explain()} does not wait. */
    @Override
    public ColumnarSupportMode columnarSupportMode() {
        return ColumnarSupportMode.UNSUPPORTED;
    }

    /** Called more than once by Spark; the first call decides. */
    @Override
    public synchronized InputPartition[] planInputPartitions() {
        if (partitions == null) {
            Snapshot snapshot = source.take();
            long fair = snapshot.weight() / session.sparkContext().defaultParallelism();
            long target = Math.max(SMALLEST_TASK_BYTES, Math.min(TASK_BYTES, fair));
            partitions =
                    snapshot.tasks(target).stream().map(SnapshotPartition::new).toArray(InputPartition[]::new);
        }
        return partitions;
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        boolean priced = List.of(required.fieldNames()).contains(HiddenColumn.COST.columnName());
        return new JobReaderFactory(
                directory, layout, required, filter, priced ? source.prices() : ProviderPrices.NONE);
    }
}
