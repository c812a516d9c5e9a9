package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a batch ends and whatever its files hold: every row comes back once, with the right status and the reason. */
@OnOneSpark
@ExtendWith(SparkExtension.class)
class EndedBatchesIT {
    private static final int ROWS = 10;
    private static final String EVERY_LINE = "{\"lines\": [{\"times\": -1, ";
    private static final String THIRD_LINE = "{\"lines\": [{\"line\": 3, \"times\": -1, ";

    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    @Test
    void aBatchThatFailsValidationFailsTheNamedRowUnpaidAndAsksTheOthersAgain(SparkSession spark) {
        server.fault("{\"batches\": [{\"fail\": [{\"code\": \"invalid_request\","
                + " \"message\": \"Messages parameter is required.\", \"param\": \"body.messages\", \"line\": 3}]}]}");
        save(spark);
        assertThirdIs("failed", "invalid_request", "Messages parameter is required.");
        assertThat(server.bill().requests()).isEqualTo(ROWS - 1);
    }

    @Test
    void aModelThatValidationRefusesFailsAllRowsUnpaid(SparkSession spark) {
        server.fault("{\"batches\": [{\"times\": -1, \"fail\": [{\"code\": \"model_not_found\","
                + " \"message\": \"The model is not there.\", \"param\": \"body.model\", \"line\": 1}]}]}");
        save(spark);
        assertThat(statuses()).isEqualTo(Map.of("failed", (long) ROWS));
        assertThat(results()).allSatisfy(row -> assertThat(error(row)).contains("The model is not there."));
        assertThat(server.bill().requests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"expire", "cancel"})
    void aBatchThatEndsEarlyKeepsWhatWasPaid(String end, SparkSession spark) {
        server.fault("{\"batches\": [{\"" + end + "\": 0.5}, {\"times\": -1, \"" + end + "\": 0}]}");
        save(spark);
        String status = end.equals("expire") ? "expired" : "cancelled";
        assertThat(statuses()).isEqualTo(Map.of("succeeded", 5L, status, 5L));
        assertThat(results())
                .filteredOn(row -> row.getAs("status").equals(status))
                .allSatisfy(row -> {
                    assertThat(row.<String>getAs("output")).isNull();
                    assertThat(error(row)).contains("batch_" + status);
                });
        assertThat(server.bill().mostOfOne()).isEqualTo(1);
    }

    @Test
    void aBatchWithAnErrorFileOnlyFailsItsRows(SparkSession spark) {
        server.fault(EVERY_LINE + "\"status\": 400, \"code\": \"context_length_exceeded\","
                + " \"message\": \"too long\", \"type\": \"invalid_request_error\"}]}");
        save(spark);
        assertThat(statuses()).isEqualTo(Map.of("failed", (long) ROWS));
        assertThat(results()).allSatisfy(row -> {
            assertThat(error(row)).contains("context_length_exceeded", "too long", "invalid_request_error", "400");
            assertThat(row.<String>getAs("response")).contains("too long");
        });
    }

    @Test
    void aLineThatWasPaidAndIsMissingIsAwaitedThenFailsAndIsNotPaidAgain(SparkSession spark) {
        server.fault(THIRD_LINE + "\"missing\": \"paid\"}]}");
        save(spark);
        assertIsAwaited(ROWS);
        FastForward.toTheEnd(server.job("job"));
        assertThirdIs("failed", "result_incomplete");
        assertThat(server.bill().mostOfOne()).isEqualTo(1);
    }

    @Test
    void aLineThatWasNotExecutedIsBoughtAgainAndInTheEndMissing(SparkSession spark) {
        server.fault(THIRD_LINE
                + "\"missing\": \"unpaid\"}, {\"metadata\": {\"batchferry_batch\": \"[2-9]\"}, \"times\": -1,"
                + " \"missing\": \"unpaid\"}]}");
        save(spark);
        FastForward.toTheEnd(server.job("job"));
        assertThirdIs("missing", "missing");
        assertThat(server.batches()).hasSize(3);
        assertThat(server.bill().requests()).isEqualTo(ROWS - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"duplicated\": \"same\"",
                "\"duplicated\": \"different\"",
                "\"foreign\": \"somebody-elses\"",
                "\"alsoIn\": \"error\""
            })
    void aLineTooManyChangesNoRow(String fault, SparkSession spark) {
        server.fault(EVERY_LINE + fault + "}]}");
        save(spark);
        assertThat(statuses()).isEqualTo(Map.of("succeeded", (long) ROWS));
        assertThat(results())
                .allSatisfy(row -> assertThat(row.<String>getAs("output")).isEqualTo(Prompts.answer(row.getLong(0))));
    }

    @Test
    void aLineThatCannotBeReadFailsItsRowAlone(SparkSession spark) {
        server.fault(THIRD_LINE + "\"raw\": \"{\\\"id\\\": \\\"batch_req_1\\\", \\\"custom_id\\\": \"}]}");
        save(spark);
        FastForward.toTheEnd(server.job("job"));
        assertThat(statuses()).isEqualTo(Map.of("succeeded", ROWS - 1L, "failed", 1L));
        assertThat(server.bill().mostOfOne()).isEqualTo(1);
    }

    @Test
    void strangeCharactersComeThrough(SparkSession spark) {
        String strange = "line\\u2028paragraph\\u2029return\\rnul\\u0000feed\\nhigh\\ud83d\\ude00tab\\t\\\"quoted\\\"";
        server.fault(EVERY_LINE + "\"body\": {\"model\": \"m\", \"choices\": [{\"index\": 0, \"message\": {\"role\":"
                + " \"assistant\", \"content\": \"" + strange + "\"}, \"finish_reason\": \"stop\"}]}}]}");
        save(spark);
        assertThat(results())
                .hasSize(ROWS)
                .allSatisfy(row -> assertThat(row.<String>getAs("output"))
                        .isEqualTo("line\u2028paragraph\u2029return\rnul\0feed\nhigh\ud83d\ude00tab\t\"quoted\""));
    }

    @Test
    void aLoneSurrogateBecomesTheReplacementCharacter(SparkSession spark) {
        server.fault(EVERY_LINE + "\"body\": {\"choices\": [{\"message\": {\"content\":"
                + " \"before \\ud83d after\"}}]}}]}");
        save(spark);
        assertThat(results())
                .hasSize(ROWS)
                .allSatisfy(row -> assertThat(row.<String>getAs("output")).matches("before [?\ufffd] after"));
    }

    @Test
    void aResultFileThatIsGoneIsAwaitedThenFailsItsRowsAndIsNotPaidAgain(SparkSession spark) {
        hideResults();
        save(spark);
        assertIsAwaited(ROWS);
        FastForward.toTheEnd(server.job("job"));
        assertThat(statuses()).isEqualTo(Map.of("failed", (long) ROWS));
        assertThat(results()).allSatisfy(row -> assertThat(error(row)).contains("result_incomplete"));
        assertThat(server.bill().mostOfOne()).isEqualTo(1);
    }

    @Test
    void aResultFileThatComesLateIsReadAndNothingIsPaidAgain(SparkSession spark) {
        hideResults();
        save(spark);
        assertIsAwaited(ROWS);
        server.noMoreFaults();
        assertThat(withoutWaiting().where("status = 'succeeded'").count()).isEqualTo(ROWS);
        assertThat(server.bill()).isEqualTo(new Bill(1, ROWS, ROWS, 1));
    }

    @Test
    void aDownloadThatBreaksOffIsBegunAnew(SparkSession spark) {
        server.fault(
                "{\"requests\": [{\"method\": \"GET\", \"path\": \"/v1/files/[^/]+/content\", \"truncate\": 700}]}");
        save(spark);
        assertThat(statuses()).isEqualTo(Map.of("succeeded", (long) ROWS));
    }

    private void hideResults() {
        server.fault("{\"requests\": [{\"method\": \"GET\", \"path\": \"/v1/files/[^/]+/content\", \"times\": -1,"
                + " \"status\": 404}]}");
    }

    private Dataset<Row> withoutWaiting() {
        return server.read().option("wait", "false").load(server.job("job"));
    }

    /** By the whole row and by what is pushed down. */
    private void assertIsAwaited(long rows) {
        server.awaitEnds();
        Dataset<Row> pending = withoutWaiting().where("status = 'pending'");
        assertThat(pending.where("error.code = 'awaiting_results'").count()).isEqualTo(rows);
        assertThat(pending.count()).isEqualTo(rows);
    }

    private void save(SparkSession spark) {
        server.write(Prompts.of(spark, ROWS, 2)).save(server.job("job"));
    }

    private List<Row> results() {
        List<Row> rows = server.results(server.job("job")).collectAsList();
        assertThat(rows).extracting(row -> row.getLong(0)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        return rows;
    }

    private Map<String, Long> statuses() {
        return results().stream()
                .collect(Collectors.groupingBy(row -> row.<String>getAs("status"), Collectors.counting()));
    }

    private void assertThirdIs(String status, String... words) {
        for (Row row : results()) {
            boolean third = row.getLong(0) == 2;
            assertThat(row.<String>getAs("status")).isEqualTo(third ? status : "succeeded");
            if (third) {
                assertThat(error(row)).contains(words);
            }
        }
    }

    private static String error(Row row) {
        return String.valueOf(row.<Row>getAs("error"));
    }
}
