package io.github.batchferry.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;

import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Reading vectors that came as numbers or as base64, against {@code from_json} of the numbers. No join on either side. */
final class EmbeddingsBench {
    private static final String LINE =
            "custom_id STRING, response STRUCT<body: STRUCT<data: ARRAY<STRUCT<embedding: ARRAY<FLOAT>>>>>";

    private final SparkSession spark;
    private final Source source;
    private final PaidJob numbers;
    private final PaidJob base64;

    EmbeddingsBench(SparkSession spark, Source source, Path directory) {
        this.spark = spark;
        this.source = source;
        this.numbers = new PaidJob(spark, directory, "vectors-" + source.rows());
        this.base64 = new PaidJob(spark, directory, "vectors64-" + source.rows());
    }

    void run() {
        Report report = new Report("embeddings", spark.version()).with("rows", source.rows());
        buy(base64, "base64", report);
        buy(numbers, "float", report);
        ByHand.requireEqual(byHand(), ours(numbers));
        ByHand.requireEqual(byHand(), ours(base64));
        Rounds rounds = new Rounds()
                .add("from_json", () -> ByHand.noop(byHand()), () -> {})
                .add("numbers", () -> ByHand.noop(ours(numbers)), () -> {})
                .add("base64", () -> ByHand.noop(ours(base64)), () -> {})
                .run();
        report.with("numbers_mb", numbers.resultMb()).with("base64_mb", base64.resultMb());
        rounds.report(report, "from_json", "numbers", "base64");
        report.print();
    }

    /** Base64 alone, with each vector read once: for as many as a small heap must not notice. */
    void runOnce() {
        Report report = new Report("embeddings-once", spark.version()).with("rows", source.rows());
        buy(base64, "base64", report);
        long start = System.nanoTime();
        Row sum = ours(base64)
                .selectExpr("count(output)", "sum(size(output))", "sum(output[0] * output[0])")
                .first();
        report.with("read_s", (System.nanoTime() - start) / 1e9)
                .with("vectors", sum.getLong(0))
                .with("floats", sum.getLong(1))
                .with("base64_mb", base64.resultMb())
                .print();
        if (sum.getLong(0) != source.rows()) {
            throw new IllegalStateException("vectors are missing: " + sum);
        }
    }

    private void buy(PaidJob job, String format, Report report) {
        if (!job.isCollected()) {
            job.buy(
                    source.withIds(),
                    Map.of(
                            "endpoint", "/v1/embeddings",
                            "model", "text-embedding-3-small",
                            "body.encoding_format", format),
                    report);
        }
    }

    private static Dataset<Row> ours(PaidJob job) {
        return job.load().select("custom_id", "output");
    }

    private Dataset<Row> byHand() {
        return spark.read()
                .text(numbers.directory().resolve("results").toString() + "/*.jsonl")
                .select(from_json(col("value"), StructType.fromDDL(LINE)).as("line"))
                .selectExpr("line.custom_id", "line.response.body.data[0].embedding AS output");
    }
}
