package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.batchferry.ExternalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Spark aborts a write whose commit fails, with the messages of all its tasks: what was sealed or paid stays. */
@ExtendWith(SparkExtension.class)
class FailedCommitIT {
    private static final int ROWS = 10;

    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    private StepServer steps;

    @BeforeEach
    void listen(SparkSession spark) throws IOException {
        steps = new StepServer();
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        hadoop.set(SteppingFileSystem.IMPLEMENTATION, SteppingFileSystem.class.getName());
        hadoop.setBoolean("fs.steps.impl.disable.cache", true);
        hadoop.setInt(SteppingFileSystem.PORT, steps.port());
    }

    @AfterEach
    void stopListening() throws IOException {
        steps.close();
    }

    @Test
    void aCommitThatFailsBeforeItsSealLeavesNothingAndBuysNothing(SparkSession spark) throws IOException {
        steps.follow(at -> at.ofDriver() && Files.isDirectory(writes()) ? StepServer.THROW : StepServer.GO);
        assertThat(catchThrowable(() -> save(spark, SaveMode.ErrorIfExists))).isNotNull();
        assertThat(server.bill().batches()).isZero();
        steps.follow(at -> StepServer.GO);
        save(spark, SaveMode.ErrorIfExists);
        assertEachIsPaidOnce();
    }

    @Test
    void leftoversThatCannotBeSweptDoNotFailASealedWrite(SparkSession spark) throws IOException {
        steps.follow(at ->
                at.ofDriver() && at.name().equals("list " + write()) && sealed() ? StepServer.THROW : StepServer.GO);
        save(spark, SaveMode.ErrorIfExists);
        String list = "list " + write();
        assertThat(steps.seen())
                .filteredOn(seen -> seen.ofDriver() && seen.name().equals(list))
                .hasSize(2);
        assertEachIsPaidOnce();
    }

    @Test
    void aDriverThatCannotTellWhetherItSealedDeletesNothing(SparkSession spark) throws IOException {
        steps.follow(at -> at.ofDriver() && sealed() ? StepServer.THROW : StepServer.GO);
        assertThat(catchThrowable(() -> save(spark, SaveMode.ErrorIfExists))).isInstanceOf(ExternalException.class);
        steps.follow(at -> StepServer.GO);
        assertThat(server.bill().batches()).isZero();
        save(spark, SaveMode.Ignore);
        assertEachIsPaidOnce();
    }

    @Test
    void aPurchaseThatIsRefusedAfterOthersTakesNothingBack(SparkSession spark) {
        server.fault("{\"requests\": [{\"method\": \"POST\", \"path\": \"/v1/batches\", \"nth\": 2, \"times\": -1,"
                + " \"status\": 401}]}");
        Throwable failure = catchThrowable(() -> server.write(Prompts.of(spark, ROWS, 2))
                .option("packing", "false")
                .save(server.job("job")));
        assertThat(failure).hasMessageContaining("is sealed and safe").hasMessageContaining("mode(\"ignore\")");
        assertThat(server.bill().batches()).isEqualTo(1);
        server.noMoreFaults();
        FastForward.toTheEnd(server.job("job"));
        server.write(Prompts.of(spark, ROWS, 2)).mode(SaveMode.Ignore).save(server.job("job"));
        assertThat(server.results(server.job("job"))
                        .where("status = 'succeeded'")
                        .count())
                .isEqualTo(ROWS);
        assertThat(server.bill()).isEqualTo(new Bill(2, ROWS, ROWS, 1));
        assertThat(server.calls("POST /v1/batches/{batch_id}/cancel")).isZero();
    }

    private void save(SparkSession spark, SaveMode mode) {
        server.write(Prompts.of(spark, ROWS, 2))
                .option("singleWriter", "acknowledged")
                .mode(mode)
                .save("steps:" + server.job("job"));
    }

    private void assertEachIsPaidOnce() {
        assertThat(server.results(server.job("job"))
                        .where("status = 'succeeded'")
                        .count())
                .isEqualTo(ROWS);
        assertThat(server.bill()).isEqualTo(new Bill(1, ROWS, ROWS, 1));
    }

    private Path writes() {
        return Path.of(server.job("job"), "writes");
    }

    /** The name of the one write that is there. */
    private String write() throws IOException {
        if (!Files.isDirectory(writes())) {
            return "";
        }
        try (Stream<Path> names = Files.list(writes())) {
            List<Path> all = names.toList();
            assertThat(all).hasSizeLessThanOrEqualTo(1);
            return all.isEmpty() ? "" : all.get(0).getFileName().toString();
        }
    }

    private boolean sealed() {
        return Files.exists(Path.of(server.job("job"), "ledger", "00000000000000000001.json"));
    }
}
