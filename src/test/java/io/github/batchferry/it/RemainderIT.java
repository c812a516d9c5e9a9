package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.job.Cancel;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.store.Stores;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What got no answer is bought again, only that, and the rows say how often and why. */
@OnOneSpark
@ExtendWith(SparkExtension.class)
class RemainderIT {
    private static final int ROWS = 10;

    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    @Test
    void aRowSaysWhichAttemptAnsweredIt(SparkSession spark) {
        server.fault("{\"batches\": [{\"expire\": 0.4, \"times\": 1}]}");
        save(spark, Map.of());
        Dataset<Row> results = server.results(server.job("j"));
        assertThat(results.select("status").distinct().collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("succeeded");
        Map<Integer, Long> attempts = results.select("_attempt").collectAsList().stream()
                .collect(Collectors.groupingBy(row -> row.getInt(0), Collectors.counting()));
        assertThat(attempts).isEqualTo(Map.of(1, 4L, 2, 6L));
        assertThat(server.bill().requests()).isEqualTo(ROWS);
        assertThat(server.bill().mostOfOne()).isEqualTo(1);
    }

    @Test
    void aRowWithoutAnAnswerInTheEndSaysWhyItHadNoneBefore(SparkSession spark) {
        server.fault("{\"batches\": [{\"expire\": 0, \"times\": 1}], \"lines\": [{\"times\": -1, \"status\": 429,"
                + " \"code\": \"rate_limit_exceeded\", \"message\": \"slow down\"}]}");
        save(spark, Map.of("maxAttempts", "2"));
        List<Row> rows = server.results(server.job("j"))
                .select("status", "error.code", "error.message", "_attempt")
                .collectAsList();
        assertThat(rows).hasSize(ROWS).allSatisfy(row -> {
            assertThat(row.getString(0)).isEqualTo("failed");
            assertThat(row.getString(1)).isEqualTo("rate_limit_exceeded");
            assertThat(row.getString(2)).isEqualTo("slow down (before: attempt 1: batch_expired)");
            assertThat(row.getInt(3)).isEqualTo(2);
        });
        assertThat(server.bill().requests()).isZero();
    }

    @Test
    void aReaderThatDoesNotWaitSaysWhatWillBeBoughtAgain(SparkSession spark) {
        server.fault("{\"batches\": [{\"expire\": 0.5, \"times\": 1}]}");
        save(spark, Map.of());
        server.awaitEnds();
        List<Row> rows = server.read()
                .option("wait", "false")
                .load(server.job("j"))
                .select("status", "error.code")
                .collectAsList();
        assertThat(rows).filteredOn(row -> row.getString(0).equals("succeeded")).hasSize(5);
        assertThat(rows)
                .filteredOn(row -> row.getString(0).equals("pending"))
                .hasSize(5)
                .allSatisfy(row -> assertThat(row.getString(1)).isEqualTo("goes_again"));
    }

    @Test
    void namedLinesFailInTheServersWordsAndTheOthersAreAnswered(SparkSession spark) {
        server.fault("{\"batches\": [{\"times\": 1, \"fail\": [{\"code\": \"invalid_request\","
                + " \"message\": \"Messages parameter is required.\", \"param\": \"body.messages\", \"line\": 3}]}]}");
        save(spark, Map.of());
        List<Row> rows = server.results(server.job("j"))
                .select("id", "status", "error.message")
                .collectAsList();
        assertThat(rows).filteredOn(row -> row.getString(1).equals("succeeded")).hasSize(ROWS - 1);
        assertThat(rows.get(2).getString(1)).isEqualTo("failed");
        assertThat(rows.get(2).getString(2)).isEqualTo("Messages parameter is required.");
        assertThat(server.bill().requests()).isEqualTo(ROWS - 1);
    }

    @Test
    void theRowsOfACancelledJobSayWhatHappenedAndNeedNoTokenAnyMore(SparkSession spark) {
        server.fault("{\"batches\": [{\"stay\": {\"status\": \"in_progress\"}, \"times\": -1}]}");
        save(spark, Map.of("requestsPerBatch", "6", "maxBatchesPerHour", "1", "maxTokensPerBatch", "100"));
        new Cancel(Job.open(Stores.open(server.job("j")), Clock.systemUTC())).ask("a test");
        List<Row> rows = statusAndCode(server.results(server.job("j")));
        assertThat(rows)
                .hasSize(ROWS)
                .allSatisfy(row -> assertThat(row.getString(0)).isEqualTo("cancelled"));
        assertThat(rows).extracting(row -> row.getString(1)).contains("batch_cancelled", "job_cancelled");
        assertThat(statusAndCode(spark.read().format("openai-batch").load(server.job("j"))))
                .isEqualTo(rows);
        assertThat(server.bill().requests()).isZero();
    }

    private static List<Row> statusAndCode(Dataset<Row> results) {
        return results.select("status", "error.code").collectAsList();
    }

    private void save(SparkSession spark, Map<String, String> options) {
        server.write(Prompts.of(spark, ROWS, 1)).options(options).save(server.job("j"));
    }
}
