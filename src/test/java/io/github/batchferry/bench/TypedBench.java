package io.github.batchferry.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Reading rows with a struct out of structured answers, against a join by hand with {@code from_json} on their text. */
final class TypedBench {
    private static final String TYPE = "label STRING NOT NULL, score DOUBLE NOT NULL, stars INT, tags ARRAY<STRING>,"
            + " author STRUCT<name: STRING, verified: BOOLEAN>";
    private static final String RESULTS = "custom_id string, response struct<body: struct<"
            + "choices: array<struct<message: struct<content: string>>>>>";

    private final SparkSession spark;
    private final Source source;
    private final PaidJob job;

    TypedBench(SparkSession spark, Source source, Path directory) {
        this.spark = spark;
        this.source = source;
        this.job = new PaidJob(spark, directory, "typed-" + source.rows());
    }

    void run() {
        Report report = new Report("typed", spark.version()).with("rows", source.rows());
        if (!job.isCollected()) {
            Map<String, String> options = new HashMap<>(source.options());
            options.put("responseSchema", TYPE);
            job.buy(source.withIds(), options, report);
        }
        ByHand.requireEqual(byHand(), ours());
        Rounds rounds = new Rounds()
                .add("join", () -> ByHand.noop(byHand()), () -> {})
                .add("typed", () -> ByHand.noop(ours()), () -> {})
                .add("typed_one_field", () -> ByHand.noop(job.load().selectExpr("id", "output.label")), () -> {})
                .add("text_only", () -> ByHand.noop(job.load().select("id", "prompt")), () -> {})
                .run();
        report.with("results_mb", job.resultMb());
        rounds.report(report, "join", "typed");
        report.print();
    }

    private Dataset<Row> ours() {
        return job.load().select("custom_id", "id", "prompt", "output");
    }

    private Dataset<Row> byHand() {
        Dataset<Row> results = spark.read()
                .schema(RESULTS)
                .json(job.directory().resolve("results").toString() + "/*.jsonl")
                .select(
                        col("custom_id"),
                        from_json(
                                        col("response.body")
                                                .getField("choices")
                                                .getItem(0)
                                                .getField("message")
                                                .getField("content"),
                                        StructType.fromDDL(TYPE))
                                .as("output"));
        return source.withIds()
                .join(results, new String[] {"custom_id"}, "left")
                .select("custom_id", "id", "prompt", "output");
    }
}
