package io.github.batchferry.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import io.github.batchferry.spark.write.StageOnly;
import io.github.batchferry.store.RecordingStores;
import io.github.batchferry.store.Stores;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Staging to the seal against {@code df.write.json} of the same lines alone. */
final class WriteBench {
    private final SparkSession spark;
    private final Source source;
    private final Path json;
    private final Path job;

    WriteBench(SparkSession spark, Source source, Path directory) {
        this.spark = spark;
        this.source = source;
        this.json = directory.resolve("json");
        this.job = directory.resolve("staged");
        clean();
    }

    void run() {
        requireEqualLines();
        PartsAlone parts = new PartsAlone(source.rows());
        Rounds rounds = new Rounds()
                .add("scan", () -> noop(source.plain()), () -> {})
                .add("json", () -> source.lines().write().json(json.toString()), this::clean)
                .add("staging", () -> stage(source.plain()), this::clean)
                .add("staging_id_column", () -> stage(source.withIds()), this::clean)
                .add("parts_forced", () -> parts.stage(Stores.open(job.toString())), this::clean)
                .add("parts_unforced", () -> parts.stage(RecordingStores.unforced(job)), this::clean)
                .run();
        stage(source.plain());
        Report report = new Report("write", spark.version())
                .with("rows", source.rows())
                .with("lines_mb", Trees.bytes(job, ".jsonl") / 1e6)
                .with("rows_mb", Trees.bytes(job, ".rows") / 1e6)
                .with("tokens_cpu_s", TokenShare.seconds(job));
        clean();
        rounds.report(report, "json", "staging", "staging_id_column", "parts_forced", "parts_unforced");
        report.print();
    }

    private void stage(Dataset<Row> rows) {
        StageOnly.stage(rows, job, source.options());
    }

    private void clean() {
        Trees.delete(json);
        Trees.delete(job);
    }

    /** Both ways must write the same bytes, or the race is not one. */
    private void requireEqualLines() {
        source.lines().write().json(json.toString());
        stage(source.withIds());
        Row theirs = sum(spark.read().text(json.toString()));
        Row ours = sum(spark.read()
                .option("pathGlobFilter", "*.jsonl")
                .option("recursiveFileLookup", true)
                .text(job.toString()));
        clean();
        if (!theirs.equals(ours)) {
            throw new IllegalStateException("the staged lines differ: " + ours + " instead of " + theirs);
        }
    }

    private static Row sum(Dataset<Row> lines) {
        return lines.select(xxhash64(col("value")).cast("decimal(20,0)").as("hash"))
                .selectExpr("count(*)", "sum(hash)")
                .first();
    }

    private static void noop(Dataset<Row> rows) {
        rows.write().format("noop").mode("overwrite").save();
    }
}
