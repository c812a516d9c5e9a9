package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.job.Cancel;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.store.Stores;
import java.time.Clock;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dry run says what a write would buy and what the server would refuse of it, and buys it once somebody resumes. */
@ExtendWith(SparkExtension.class)
class DryRunIT {
    private static final int ROWS = 10;

    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    @Test
    void nothingIsBoughtUntilAResumeWhoeverReadsOrWrites(SparkSession spark) {
        List<String> found = dryRun(spark, "errorifexists");
        assertThat(found)
                .anyMatch(line -> line.contains("10 requests in 1 batch, all staged, nothing bought"))
                .anyMatch(line -> line.contains("gpt-6-luna: 10 requests in 1 batch, about "))
                .anyMatch(line -> line.contains("would refuse 1 request(s)"))
                .anyMatch(line -> line.contains("row 4, custom_id ")
                        && line.contains(": invalid_request: Messages parameter is required."))
                .anyMatch(line -> line.contains("java -jar batchferry.jar resume '" + server.job("job")))
                .noneMatch(line -> line.contains("prompt 1"));
        assertThat(dryRun(spark, "ignore")).as("asked again").containsAll(found);
        try (Said said = new Said()) {
            server.writeWithoutModel(rows(spark))
                    .option("bodyColumn", "body")
                    .mode("ignore")
                    .save(server.job("job"));
            assertThat(server.results(server.job("job"))
                            .where("status = 'pending' AND error.code = 'dry_run'")
                            .count())
                    .isEqualTo(ROWS);
            assertThat(said.warnings())
                    .filteredOn(line -> line.contains("is a dry run") && line.contains("resume"))
                    .hasSize(2);
        }
        assertThat(server.calls("POST /v1/files") + server.calls("POST /v1/batches"))
                .isZero();

        new Cancel(Job.open(Stores.open(server.job("job")), Clock.systemUTC())).resume("me");
        FastForward.toTheEnd(server.job("job"));
        Dataset<Row> results = server.results(server.job("job"));
        assertThat(results.where("status = 'succeeded' AND output IS NOT NULL").count())
                .isEqualTo(ROWS - 1);
        assertThat(results.where("id = 3 AND error.code = 'invalid_request'").count())
                .isEqualTo(1);
        assertThat(server.bill().requests()).isEqualTo(ROWS - 1);
        assertThat(server.bill().mostOfOne()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ignore", "append"})
    void aJobThatIsBoughtTakesNoDryRun(String mode, SparkSession spark) {
        server.write(Prompts.of(spark, ROWS, 2)).save(server.job("job"));
        assertThatThrownBy(() -> server.write(Prompts.of(spark, 2 * ROWS, 2))
                        .option("dryRun", "true")
                        .mode(mode)
                        .save(server.job("job")))
                .hasMessageContaining("is no dry run: it is bought")
                .hasMessageContaining("a job directory of its own");
        assertThat(server.results(server.job("job")).count()).isEqualTo(ROWS);
        assertThat(server.bill().requests()).isEqualTo(ROWS);
    }

    /** What the log says of it. */
    private List<String> dryRun(SparkSession spark, String mode) {
        try (Said said = new Said()) {
            server.writeWithoutModel(rows(spark))
                    .option("bodyColumn", "body")
                    .option("dryRun", "true")
                    .mode(mode)
                    .save(server.job("job"));
            return said.warnings();
        }
    }

    /** Row 3 has a body that no server takes. */
    private static Dataset<Row> rows(SparkSession spark) {
        return Prompts.of(spark, ROWS, 2)
                .selectExpr(
                        "id",
                        "if(id = 3, '{\"model\":\"gpt-6-luna\"}', concat('{\"model\":\"gpt-6-luna\",\"messages\":"
                                + "[{\"role\":\"user\",\"content\":\"', prompt, '\"}]}')) AS body");
    }
}
