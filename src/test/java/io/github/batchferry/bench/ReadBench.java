package io.github.batchferry.bench;

import static org.apache.spark.sql.functions.col;

import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reading rows with the text and the usage of their answers, against reading the results as JSON and a join. */
final class ReadBench {
    private static final String SCHEMA = "custom_id string, response struct<body: struct<"
            + "choices: array<struct<message: struct<content: string>>>,"
            + "usage: struct<prompt_tokens: bigint, completion_tokens: bigint, total_tokens: bigint,"
            + "prompt_tokens_details: struct<cached_tokens: bigint>,"
            + "completion_tokens_details: struct<reasoning_tokens: bigint>>>>";

    private final SparkSession spark;
    private final Source source;
    private final PaidJob job;

    ReadBench(SparkSession spark, Source source, Path directory) {
        this.spark = spark;
        this.source = source;
        this.job = new PaidJob(spark, directory, "read-" + source.rows());
    }

    void run() {
        Report report = new Report("read", spark.version()).with("rows", source.rows());
        if (!job.isCollected()) {
            job.buy(source.withIds(), source.options(), report);
        }
        ByHand.requireEqual(byHand(), ours());
        requireNoExchange();
        Rounds rounds = new Rounds()
                .add("join", () -> ByHand.noop(byHand()), () -> {})
                .add("read", () -> ByHand.noop(ours()), () -> {})
                .add("read_output_only", () -> ByHand.noop(job.load().select("output")), () -> {})
                .add("read_input_only", () -> ByHand.noop(job.load().select("id", "prompt")), () -> {})
                .add("count_failed", () -> countFailed(), () -> {})
                .run();
        report.with("results_mb", job.resultMb());
        rounds.report(report, "join", "read");
        report.print();
    }

    private Dataset<Row> ours() {
        return job.load()
                .select(
                        col("id"),
                        col("custom_id"),
                        col("prompt"),
                        col("output"),
                        col("usage.input_tokens"),
                        col("usage.cached_tokens"),
                        col("usage.output_tokens"),
                        col("usage.reasoning_tokens"),
                        col("usage.total_tokens"));
    }

    private Dataset<Row> byHand() {
        Column body = col("response.body");
        Column usage = body.getField("usage");
        Dataset<Row> results = spark.read()
                .schema(SCHEMA)
                .json(job.directory().resolve("results").toString() + "/*.jsonl")
                .select(
                        col("custom_id"),
                        body.getField("choices")
                                .getItem(0)
                                .getField("message")
                                .getField("content")
                                .as("output"),
                        usage.getField("prompt_tokens").as("input_tokens"),
                        usage.getField("prompt_tokens_details")
                                .getField("cached_tokens")
                                .as("cached_tokens"),
                        usage.getField("completion_tokens").as("output_tokens"),
                        usage.getField("completion_tokens_details")
                                .getField("reasoning_tokens")
                                .as("reasoning_tokens"),
                        usage.getField("total_tokens").as("total_tokens"));
        return source.withIds()
                .join(results, new String[] {"custom_id"}, "left")
                .select(Arrays.stream(ours().columns())
                        .map(org.apache.spark.sql.functions::col)
                        .toArray(Column[]::new));
    }

    private void countFailed() {
        job.load().filter(col("status").notEqual("succeeded")).count();
    }

    private void requireNoExchange() {
        String plan = ours().queryExecution().executedPlan().toString();
        if (plan.contains("Exchange")) {
            throw new IllegalStateException("the plan moves rows: " + plan);
        }
    }
}
