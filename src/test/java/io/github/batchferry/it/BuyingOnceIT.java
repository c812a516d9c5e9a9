package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever fails or runs twice: the server's bill holds each request once. */
@ExtendWith(SparkExtension.class)
class BuyingOnceIT {
    private static final int ROWS = 10;

    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    @Test
    void aTaskThatFailsAfterItsRowsWereStagedIsPaidOnce(SparkSession spark) {
        Dataset<Row> failing = Prompts.of(spark, ROWS, 2)
                .select("prompt")
                .as(Encoders.STRING())
                .mapPartitions((MapPartitionsFunction<String, String>) FailsOnce::new, Encoders.STRING())
                .toDF("prompt");
        server.write(failing).save(server.job("job"));
        assertEachIsPaidOnce("job");
    }

    @Test
    void aTaskThatFailsInItsCommitIsPaidOnce(SparkSession spark) {
        spark.sparkContext().hadoopConfiguration().set("fs.failing.impl", FailingCommits.class.getName());
        FailingCommits.LEFT.set(2);
        String job = "failing:" + server.job("job");
        server.write(Prompts.of(spark, ROWS, 2))
                .option("singleWriter", "acknowledged")
                .save(job);
        assertThat(FailingCommits.LEFT).hasNegativeValue();
        assertThat(server.results(job).where("status = 'succeeded'").count()).isEqualTo(ROWS);
        assertThat(server.bill()).isEqualTo(new Bill(1, ROWS, ROWS, 1));
    }

    @Test
    void anAnswerThatIsLostIsNotPaidAgain(SparkSession spark) {
        server.fault("{\"requests\": [{\"method\": \"POST\", \"path\": \"/v1/batches\", \"drop\": \"after\"}]}");
        server.write(Prompts.of(spark, ROWS, 2)).save(server.job("job"));
        assertEachIsPaidOnce("job");
    }

    @Test
    void theSameCellMayRunTwice(SparkSession spark) {
        for (int run = 0; run < 2; run++) {
            server.write(Prompts.of(spark, ROWS, 2)).mode(SaveMode.Ignore).save(server.job("job"));
            assertThat(server.results(server.job("job")).count()).isEqualTo(ROWS);
        }
        assertEachIsPaidOnce("job");
    }

    @Test
    void rowsThatAreComputedAgainAreNeitherPaidNorFetchedAgain(SparkSession spark) {
        Dataset<Row> rows =
                Prompts.of(spark, ROWS, 2).join(Prompts.of(spark, ROWS, 3).select("id"), "id");
        assertThat(rows.cache().count()).isEqualTo(ROWS);
        rows.unpersist(true);
        server.write(rows).save(server.job("job"));
        Dataset<Row> results = server.results(server.job("job"));
        assertThat(results.cache().count()).isEqualTo(ROWS);
        results.unpersist(true);
        long calls = server.calls();
        assertThat(results.where("output IS NOT NULL").count()).isEqualTo(ROWS);
        assertThat(results.join(results.select("id"), "id").count()).isEqualTo(ROWS);
        assertThat(rows.count()).isEqualTo(ROWS);
        assertThat(server.calls()).isEqualTo(calls);
        assertEachIsPaidOnce("job");
    }

    private void assertEachIsPaidOnce(String job) {
        assertThat(server.results(server.job(job)).where("status = 'succeeded'").count())
                .isEqualTo(ROWS);
        assertThat(server.bill()).isEqualTo(new Bill(1, ROWS, ROWS, 1));
    }

    /** Hands out all its rows; the first attempt then fails where the end should be. */
    private static final class FailsOnce implements Iterator<String>, Serializable {
        private final transient Iterator<String> rows;

        FailsOnce(Iterator<String> rows) {
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            if (!rows.hasNext() && TaskContext.get().attemptNumber() == 0) {
                throw new IllegalStateException("the first attempt ends here");
            }
            return rows.hasNext();
        }

        @Override
        public String next() {
            return rows.next();
        }
    }
}
