package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rows whose purchase the server refuses say so in its words, and are paid once where the refusal passes. */
@OnOneSpark
@ExtendWith(SparkExtension.class)
class RefusedIT {
    private static final int ROWS = 10;

    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    @Test
    void aRefusalThatPassesStandsInPendingRowsUntilTheyAreAnswered(SparkSession spark) {
        refuse(429, "token_limit_exceeded", "Enqueued token limit reached.", 1);
        save(spark);
        Dataset<Row> pending = withoutWaiting().where("status = 'pending'");
        assertErrors(pending, "token_limit_exceeded", "Enqueued token limit reached.", 429);
        assertThat(withoutWaiting().where("status != 'pending'").count()).isZero();

        FastForward.toTheEnd(server.job("job"));
        Dataset<Row> results = server.results(server.job("job"));
        assertThat(results.where("status = 'succeeded' AND error IS NULL").count())
                .isEqualTo(ROWS);
        assertThat(server.bill()).isEqualTo(new Bill(1, ROWS, ROWS, 1));
        assertThat(server.calls("POST /v1/files")).isEqualTo(1);
    }

    @Test
    void aModelThatIsRefusedFailsItsRowsOnceTheListShowsThatNothingWasBought(SparkSession spark) {
        refuse(400, "model_not_found", "The model 'gpt-6-luna' does not exist.", -1);
        save(spark);
        assertErrors(
                withoutWaiting().where("status = 'pending'"),
                "model_not_found",
                "The model 'gpt-6-luna' does not exist.",
                400);

        FastForward.toTheEnd(server.job("job"));
        assertErrors(
                server.results(server.job("job")).where("status = 'failed'"),
                "model_not_found",
                "The model 'gpt-6-luna' does not exist.",
                400);
        assertThat(server.bill().batches()).isZero();
    }

    private void refuse(int status, String code, String message, int times) {
        server.fault("{\"requests\": [{\"method\": \"POST\", \"path\": \"/v1/batches\", \"times\": " + times
                + ", \"status\": " + status + ", \"body\": {\"error\": {\"code\": \"" + code
                + "\", \"message\": \"" + message + "\"}}}]}");
    }

    private void save(SparkSession spark) {
        server.write(Prompts.of(spark, ROWS, 2)).save(server.job("job"));
    }

    private Dataset<Row> withoutWaiting() {
        return server.read().option("wait", "false").load(server.job("job"));
    }

    private static void assertErrors(Dataset<Row> rows, String code, String message, int httpStatus) {
        List<Row> errors =
                rows.select("error.code", "error.message", "error.http_status").collectAsList();
        assertThat(errors).hasSize(ROWS).allSatisfy(error -> {
            assertThat(error.getString(0)).isEqualTo(code);
            assertThat(error.getString(1)).isEqualTo(message);
            assertThat(error.<Integer>getAs(2)).isEqualTo(httpStatus);
        });
    }
}
