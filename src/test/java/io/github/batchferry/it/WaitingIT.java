package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.batchferry.UserException;
import io.github.batchferry.job.Await;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Waiting for answers may be broken off in any way: the next load goes on, and nothing is paid again. */
@ExtendWith(SparkExtension.class)
class WaitingIT {
    private static final int ROWS = 10;

    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    @Test
    void anInterruptedWaitSaysThatAllIsSafeAndHowToGoOn(SparkSession spark) {
        server.keepBatchesOpen();
        server.write(Prompts.of(spark, ROWS, 2)).save(server.job("job"));
        assertThat(interrupted(Dataset::collectAsList))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("waiting for job " + server.job("job") + " was interrupted")
                .hasMessageContaining("what was bought is safe")
                .hasMessageContaining("Load it again");
        assertTheNextLoadGoesOn();
    }

    @Test
    void whereSparkWaitsInAnotherThreadThatEndsToo(SparkSession spark) {
        server.keepBatchesOpen();
        server.write(Prompts.of(spark, ROWS, 2)).save(server.job("job"));
        assertThat(interrupted(Dataset::count)).isInstanceOfAny(UserException.class, InterruptedException.class);
        Patience.until(() -> Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .noneMatch(frame -> frame.getClassName().equals(Await.class.getName())));
        assertTheNextLoadGoesOn();
    }

    /** As where a lock of Spark's holds the thread that was interrupted, while another one waits. */
    @Test
    void anInterruptOfTheThreadThatPlannedEndsAWaitInAnother(SparkSession spark) throws Exception {
        server.keepBatchesOpen();
        server.write(Prompts.of(spark, ROWS, 2)).save(server.job("job"));
        Dataset<Row> results = server.results(server.job("job"));
        CountDownLatch planned = new CountDownLatch(1);
        AtomicBoolean over = new AtomicBoolean();
        Thread planner = new Thread(() -> {
            assertThat(results.queryExecution().executedPlan()).isNotNull();
            planned.countDown();
            while (!over.get()) {
                Thread.onSpinWait();
            }
        });
        planner.start();
        planned.await();
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        long before = server.calls();
        new Thread(() -> end.complete(catchThrowable(results::collectAsList))).start();
        Patience.until(() -> server.calls() > before);
        planner.interrupt();
        try {
            assertThat(end.get(60, TimeUnit.SECONDS))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("was interrupted; what was bought is safe");
        } finally {
            over.set(true);
        }
        assertTheNextLoadGoesOn();
    }

    @Test
    void aContextThatStopsEndsTheWait() {
        try (DriverProcess driver = waitingDriver()) {
            driver.tell("stop");
            assertThat(driver.answer()).isNotEqualTo("done");
            assertThat(driver.log())
                    .contains("waiting for job " + server.job("job") + " was interrupted; what was bought is safe")
                    .contains("Load it again");
        }
        assertTheNextLoadGoesOn();
    }

    @Test
    void ctrlCEndsTheProcessAtOnceAndLosesNothing() {
        try (DriverProcess driver = waitingDriver()) {
            driver.interrupt();
            assertThat(driver.exitCode()).isEqualTo(130);
        }
        assertTheNextLoadGoesOn();
    }

    @Test
    void aWaitThatTakesTooLongShowsWhatIsThere(SparkSession spark) {
        server.keepBatchesOpen();
        server.write(Prompts.of(spark, ROWS, 2)).save(server.job("job"));
        assertThat(server.read()
                        .option("waitTimeout", "300ms")
                        .load(server.job("job"))
                        .where("status = 'pending'")
                        .count())
                .isEqualTo(ROWS);
        assertTheNextLoadGoesOn();
    }

    private Throwable interrupted(Consumer<Dataset<Row>> action) {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread cell =
                new Thread(() -> end.complete(catchThrowable(() -> action.accept(server.results(server.job("job"))))));
        long before = server.calls();
        cell.start();
        Patience.until(() -> server.calls() > before);
        cell.interrupt();
        try {
            return end.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the wait did not end", e);
        }
    }

    /** Has bought, and waits for answers that do not come. */
    private DriverProcess waitingDriver() {
        server.keepBatchesOpen();
        DriverProcess driver = DriverProcess.start();
        driver.awaitReady();
        driver.save("errorifexists", server.url(), server.job("job"));
        assertThat(driver.answer()).isEqualTo("done");
        long before = server.calls();
        driver.tell("wait", server.url(), server.job("job"));
        Patience.until(() -> server.calls() > before);
        return driver;
    }

    private void assertTheNextLoadGoesOn() {
        server.release();
        assertThat(server.results(server.job("job"))
                        .where("status = 'succeeded'")
                        .count())
                .isEqualTo(ROWS);
        assertThat(server.bill()).isEqualTo(new Bill(1, ROWS, ROWS, 1));
    }
}
