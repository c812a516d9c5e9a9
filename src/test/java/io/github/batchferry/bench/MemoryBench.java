package io.github.batchferry.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.repeat;

import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The whole way in a small heap: many small rows, one partition that fills a shard to its 190 MB, and a few huge
 * requests. The emulator gives back texts that it is asked to translate, so that the answers are as large.
 */
final class MemoryBench {
    private static final int LARGE_ROWS = 9_300;
    private static final int LARGE_LETTERS = 20_000;
    private static final int HUGE_ROWS = 4;
    private static final int HUGE_LETTERS = 8_000_000;

    private final SparkSession spark;
    private final Source source;
    private final PaidJob job;

    MemoryBench(SparkSession spark, Source source, Path directory) {
        this.spark = spark;
        this.source = source;
        this.job = new PaidJob(spark, directory, "memory-" + source.rows());
    }

    void run() {
        Dataset<Row> rows = source.withIds()
                .union(texts(LARGE_ROWS, LARGE_LETTERS, "large-"))
                .union(texts(HUGE_ROWS, HUGE_LETTERS, "huge-"));
        HeapWatch heap = new HeapWatch();
        Report report = new Report("memory", spark.version()).with("rows", source.rows() + LARGE_ROWS + HUGE_ROWS);
        job.buy(rows, source.options(), report);
        heap.reset(report, "write_and_collect");
        Row read = job.load()
                .select(
                        col("status"),
                        length(col("prompt")).as("asked"),
                        length(col("output")).as("answered"),
                        length(col("response")).as("whole"))
                .selectExpr("count(*)", "count_if(status = 'succeeded')", "max(asked)", "max(answered)", "max(whole)")
                .first();
        heap.reset(report, "read");
        boolean passed = read.getLong(0) == source.rows() + LARGE_ROWS + HUGE_ROWS
                && read.getLong(0) == read.getLong(1)
                && read.getInt(3) > HUGE_LETTERS;
        report.with("succeeded", read.getLong(1))
                .with("largest_shard_mb", job.largestShardMb())
                .with("longest_output", read.getInt(3))
                .with("passed", passed)
                .print();
        if (!passed) {
            throw new IllegalStateException("rows or answers are missing: " + read);
        }
    }

    private Dataset<Row> texts(int count, int letters, String prefix) {
        return spark.range(0, count, 1, 1)
                .select(
                        col("id"),
                        concat(lit(prefix), col("id")).as("custom_id"),
                        concat(
                                        lit("Translate to English: "),
                                        col("id"),
                                        lit(" "),
                                        repeat(lit("abcdefghi "), letters / 10))
                                .as("prompt"));
    }
}
