package io.github.batchferry.it;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.spark_partition_id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reading asks the server only while something is open, opens only the files that it needs, and keeps the order. */
@ExtendWith(SparkExtension.class)
class ReadingIT {
    private static final int ROWS = 20;

    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    @Test
    void countingByStatusOpensNoResultAndMakesNoCall(SparkSession spark) {
        String job = collectedJob(spark);
        long calls = server.calls();
        deleteAnswers(job);
        assertThat(server.results(job).groupBy("status").count().collectAsList())
                .extracting(row -> row.mkString("="))
                .containsExactlyInAnyOrder("succeeded=18", "failed=2");
        assertThat(server.results(job).where("status = 'failed'").count()).isEqualTo(2);
        assertThat(server.results(job)
                        .select("id", "prompt", "custom_id", "_batch_id", "_attempt")
                        .collectAsList())
                .hasSize(ROWS);
        assertThat(server.calls()).isEqualTo(calls);
    }

    @Test
    void explainingNeitherWaitsNorCalls(SparkSession spark) {
        server.keepBatchesOpen();
        String job = save(spark);
        long calls = server.calls();
        Dataset<Row> results = server.results(job);
        results.explain("extended");
        results.printSchema();
        results.createOrReplaceTempView("open_job");
        assertThat(spark.sql("EXPLAIN FORMATTED SELECT status, count(*) FROM open_job GROUP BY status")
                        .collectAsList())
                .isNotEmpty();
        assertThat(server.calls()).isEqualTo(calls);
    }

    @Test
    void aPlanSaysWhichJobItReadsAndWhatOfIt(SparkSession spark) {
        String job = collectedJob(spark);
        Dataset<Row> results = server.results(job);
        results.createOrReplaceTempView("planned_job");
        String query = "SELECT id, status FROM planned_job WHERE status = 'failed'";
        assertThat(plan(spark, query))
                .contains(job + ", columns [id, status], status in [failed], snapshot to be taken by the first action");
        assertThat(results.count()).isEqualTo(ROWS);
        assertThat(plan(spark, query)).containsPattern("snapshot of ledger entry \\d+");
    }

    @Test
    void aSmallJobIsBroadcastAndOneThatIsJoinedWithItselfIsReadOnce(SparkSession spark) {
        server.results(collectedJob(spark)).createOrReplaceTempView("joined_job");
        String join =
                "SELECT a.custom_id, b.custom_id FROM joined_job a JOIN joined_job b ON a.custom_id = b.custom_id";
        assertThat(plan(spark, join)).contains("BroadcastHashJoin");
        spark.sql("SET spark.sql.adaptive.enabled = false");
        spark.sql("SET spark.sql.autoBroadcastJoinThreshold = -1");
        try {
            assertThat(plan(spark, join)).contains("ReusedExchange");
            assertThat(spark.sql(join).collectAsList()).hasSize(ROWS);
        } finally {
            spark.sql("RESET spark.sql.adaptive.enabled");
            spark.sql("RESET spark.sql.autoBroadcastJoinThreshold");
        }
    }

    private static String plan(SparkSession spark, String query) {
        return spark.sql("EXPLAIN FORMATTED " + query).first().getString(0);
    }

    @Test
    void aRowCostsWhatItsTokensCostByThePricesOfThisRead(SparkSession spark) throws IOException {
        String job = collectedJob(spark);
        assertThat(server.results(job).where("_cost IS NOT NULL").count()).isZero();
        Path prices = Files.writeString(
                server.directory().resolve("prices.json"),
                "{\"date\":\"2026-01-31\",\"source\":\"a contract\",\"providers\":{\"openai-compatible\":{\"gpt-6-luna\":{"
                        + "\"input\":\"0.2\",\"output\":\"0.4\",\"batch\":{\"input\":\"0.000000000001\",\"output\":\"0.000003\"}}}}}");
        Dataset<Row> priced =
                server.read().option("prices", prices.toUri().toString()).load(job);
        String cost = "usage.input_tokens * 0.000000000001BD + usage.output_tokens * 0.000003BD";
        assertThat(priced.select("_cost").schema().apply(0).dataType().simpleString())
                .isEqualTo("decimal(18,12)");
        assertThat(priced.where("status = 'succeeded' AND _cost > 0 AND _cost = " + cost)
                        .count())
                .isEqualTo(18);
        assertThat(priced.where("status = 'failed' AND _cost IS NULL").count()).isEqualTo(2);
        assertThatThrownBy(() -> server.read()
                        .option("prices", "/nowhere/prices.json")
                        .load(job)
                        .count())
                .hasStackTraceContaining("the prices in '/nowhere/prices.json' cannot be read");
    }

    @Test
    void aSecondActionMakesNoCall(SparkSession spark) {
        String job = save(spark);
        Dataset<Row> results = server.results(job);
        results.show(3);
        long calls = server.calls();
        assertThat(results.count()).isEqualTo(ROWS);
        assertThat(results.where("status = 'succeeded'").collectAsList()).hasSize(ROWS);
        assertThat(server.calls()).isEqualTo(calls);
    }

    @Test
    void withoutWaitingNothingIsBoughtAndUnfinishedRowsArePending(SparkSession spark) {
        server.fault(
                "{\"requests\": [{\"method\": \"POST\", \"path\": \"/v1/batches\", \"times\": -1, \"status\": 429}]}");
        String job = save(spark);
        server.noMoreFaults();
        Dataset<Row> now = server.read().option("wait", "false").load(job);
        assertThat(now.where("status = 'pending' AND output IS NULL AND error.http_status = 429")
                        .count())
                .isEqualTo(ROWS);
        assertThat(server.bill().batches()).isZero();
        FastForward.toTheEnd(job);
        assertThat(server.results(job).where("status = 'succeeded'").count()).isEqualTo(ROWS);
        assertThat(now.where("status = 'pending'").count())
                .as("one load is one snapshot")
                .isEqualTo(ROWS);
        assertThat(server.bill()).isEqualTo(new Bill(1, ROWS, ROWS, 1));
    }

    @Test
    void hiddenColumnsAreThereWhenTheyAreNamed(SparkSession spark) {
        Dataset<Row> results = server.results(collectedJob(spark));
        assertThat(results.columns())
                .containsExactly("id", "prompt", "custom_id", "status", "output", "error", "usage", "response");
        Row row = results.where("id = 1")
                .select("_batch_id", "_request_id", "_attempt", "_finish_reason", "_model", "usage.total_tokens")
                .first();
        assertThat(row.getString(0))
                .isEqualTo(server.batches().get(0).path("id").asText());
        assertThat(row.getString(1)).startsWith("req_");
        assertThat(row.getInt(2)).isEqualTo(1);
        assertThat(row.getString(3)).isEqualTo("stop");
        assertThat(row.getString(4)).startsWith("gpt-6-luna");
        assertThat(row.getLong(5)).isPositive();
    }

    @Test
    void theOrderIsKeptOverManyPartitions(SparkSession spark) {
        server.write(Prompts.of(spark, 400, 40)).save(server.job("job"));
        List<Row> rows =
                server.results(server.job("job")).select("id", "output").collectAsList();
        assertThat(rows).extracting(row -> row.getLong(0)).containsExactlyElementsOf(ids(400));
        assertThat(rows).allSatisfy(row -> assertThat(row.getString(1)).isEqualTo(Prompts.answer(row.getLong(0))));
    }

    @Test
    void aBatchWithLargeAnswersIsReadByMoreThanOneTask(SparkSession spark) {
        server.fault("{\"lines\": [{\"times\": -1, \"outputChars\": 2000}]}");
        server.write(Prompts.of(spark, 9_000, 1)).save(server.job("job"));
        Dataset<Row> results = server.results(server.job("job"));
        assertThat(results.where("length(output) = 2000")
                        .select(spark_partition_id())
                        .distinct()
                        .count())
                .isGreaterThan(1);
        assertThat(results.select("id").collectAsList())
                .extracting(row -> row.getLong(0))
                .containsExactlyElementsOf(ids(9_000));
        assertThat(server.bill().batches()).isEqualTo(1);
    }

    @Test
    void aWriteWithANameIsAddedOnce(SparkSession spark) {
        for (String writeId : List.of("monday", "tuesday", "tuesday", "monday")) {
            server.write(Prompts.of(spark, 5, 1).withColumn("prompt", lit("of " + writeId)))
                    .mode(SaveMode.Append)
                    .option("writeId", writeId)
                    .save(server.job("job"));
        }
        assertThat(server.results(server.job("job"))
                        .groupBy("prompt")
                        .count()
                        .orderBy("prompt")
                        .collectAsList())
                .extracting(row -> row.mkString("="))
                .containsExactly("of monday=5", "of tuesday=5");
        assertThat(server.bill().requests()).isEqualTo(10);
    }

    private String save(SparkSession spark) {
        String job = server.job("job");
        server.write(Prompts.of(spark, ROWS, 2)).save(job);
        return job;
    }

    /** Rows 3 and 13 fail, the others succeed; all is brought home. */
    private String collectedJob(SparkSession spark) {
        String job = server.job("job");
        Dataset<Row> rows = Prompts.of(spark, ROWS, 2).withColumn("prompt", expr("if(id % 10 = 3, null, prompt)"));
        server.write(rows).save(job);
        assertThat(server.results(job).select(col("output")).count()).isEqualTo(ROWS);
        return job;
    }

    private static void deleteAnswers(String job) {
        try (Stream<Path> files = Files.list(Path.of(job, "results"))) {
            List<Path> answers =
                    files.filter(file -> file.toString().endsWith(".jsonl")).toList();
            assertThat(answers).isNotEmpty();
            for (Path file : answers) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Long> ids(long rows) {
        return LongStream.range(0, rows).boxed().toList();
    }
}
