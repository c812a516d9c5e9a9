package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One driver after another and two at once: the server's bill holds each request once. */
@OnOneSpark
@ExtendWith(SparkExtension.class)
class SeveralDriversIT {
    private static final int ROWS = 10;
    private static DriverProcess one;
    private static DriverProcess other;

    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    @BeforeAll
    static void startDrivers() {
        one = DriverProcess.start();
        other = DriverProcess.start();
        one.awaitReady();
        other.awaitReady();
    }

    @AfterAll
    static void stopDrivers() {
        one.close();
        other.close();
    }

    @Test
    void aDriverThatIsKilledAfterItsPurchaseIsCarriedOnByTheNext(SparkSession spark) {
        server.fault("{\"requests\": [{\"method\": \"POST\", \"path\": \"/v1/batches\", \"slow\": {\"bytes\": 1,"
                + " \"everyMillis\": 60000}}]}");
        try (DriverProcess killed = DriverProcess.start()) {
            killed.awaitReady();
            killed.save("errorifexists", server.url(), server.job("job"));
            Patience.until(() -> server.bill().batches() == 1);
            killed.kill();
        }
        server.write(Prompts.of(spark, ROWS, 2)).mode(SaveMode.Ignore).save(server.job("job"));
        assertEachIsPaidOnce("job");
    }

    @Test
    void ofTwoDriversInTheSameSecondOneBuysAndOneIsTold() {
        one.save("errorifexists", server.url(), server.job("job"));
        other.save("errorifexists", server.url(), server.job("job"));
        String first = one.answer();
        String second = other.answer();
        assertThat(new String[] {first, second}).contains("done");
        assertThat(first.equals("done") ? second : first)
                .startsWith("UserException: ")
                .containsAnyOf("another driver created the job", "a job is already at")
                .contains("mode(\"ignore\")");
        assertEachIsPaidOnce("job");
    }

    @Test
    void ofTwoDriversInTheSameSecondOneBuysAndOneGoesOn() {
        one.save("ignore", server.url(), server.job("job"));
        other.save("ignore", server.url(), server.job("job"));
        assertThat(one.answer()).isEqualTo("done");
        assertThat(other.answer()).isEqualTo("done");
        assertEachIsPaidOnce("job");
    }

    @Test
    void aRetryBesideADriverThatStillLivesBuysNothing(SparkSession spark) {
        server.fault("{\"requests\": [{\"method\": \"POST\", \"path\": \"/v1/batches\", \"delayMillis\": 3000}]}");
        one.save("ignore", server.url(), server.job("job"));
        Patience.until(() -> server.calls("POST /v1/files") == 1);
        server.write(Prompts.of(spark, ROWS, 2)).mode(SaveMode.Ignore).save(server.job("job"));
        assertThat(one.answer()).isEqualTo("done");
        assertEachIsPaidOnce("job");
    }

    private void assertEachIsPaidOnce(String job) {
        assertThat(server.results(server.job(job)).where("status = 'succeeded'").count())
                .isEqualTo(ROWS);
        assertThat(server.bill()).isEqualTo(new Bill(1, ROWS, ROWS, 1));
    }
}
