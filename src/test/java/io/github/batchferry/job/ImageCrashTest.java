package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.job.verify.Verification;
import io.github.batchferry.ledger.LimitTerms.OnDoubt;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Images are uploaded beside the purchases, which stay what they were: each row is answered once and paid once. */
class ImageCrashTest {
    private static final int MORE_STEPS_THAN_THERE_ARE = 1000;
    private static final int ORDERS = Integer.getInteger("batchferry.orders", 8);

    /** 1 lets a driver die at each single step; more leaves some out, each time the same. */
    private static final int STRIDE = Integer.getInteger("batchferry.stride", 7);

    @TempDir
    Path directory;

    private Harbour harbour;
    private ExecutorService threads;

    @BeforeEach
    void start() {
        harbour = new Harbour(directory.resolve("emulator"));
        threads = Executors.newFixedThreadPool(2);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        harbour.close();
    }

    @Test
    void whereNobodyDiesEachContentIsUploadedOnce() throws Exception {
        Driver driver = driver("job", Steps.UNHINDERED);
        assertThat(driver.finish()).isEqualTo(Await.End.ENDED);
        assertAllIsWell("job", 0, driver);
        assertThat(harbour.images()).isEqualTo(Driver.PICTURES);
    }

    @ParameterizedTest
    @EnumSource(Death.When.class)
    void whereverADriverDiesTheNextOneBringsTheJobToItsEnd(Death.When when) throws IOException {
        for (int nth = 0; nth < MORE_STEPS_THAN_THERE_ARE; nth += STRIDE) {
            String job = "job-" + when + nth;
            long before = harbour.purchased();
            int uploads = harbour.images();
            Death death = new Death(nth, when);
            try {
                driver(job, death).finish();
            } catch (Death.Happens e) {
                assertThat(death.came()).isTrue();
            }
            Driver next = driver(job, Steps.UNHINDERED);
            assertThat(next.finish()).as(job).isEqualTo(Await.End.ENDED);
            assertAllIsWell(job, before, next);
            assertThat(harbour.images() - uploads).as(job).isBetween(Driver.PICTURES, 2 * Driver.PICTURES);
            if (!death.came()) {
                assertThat(nth).as("steps").isGreaterThan(20);
                return;
            }
        }
        throw new AssertionError("the driver never came to its end");
    }

    @Test
    void inWhateverOrderTwoDriversGoEachRowIsBoughtOnceAndNamesAnImageThatIsThere() throws Exception {
        for (int seed = 0; seed < ORDERS; seed++) {
            String job = "job-" + seed;
            long before = harbour.purchased();
            int uploads = harbour.images();
            driver(job, Steps.UNHINDERED).oneTransferAtATime().seal();
            Turns turns = new Turns(seed);
            List<Callable<Await.End>> drivers =
                    List.of(driver(turns, turns.join(), job), driver(turns, turns.join(), job));
            for (Future<Await.End> end : threads.invokeAll(drivers)) {
                assertThat(end.get()).as(job).isEqualTo(Await.End.ENDED);
            }
            assertAllIsWell(job, before, driver(job, Steps.UNHINDERED));
            assertThat(harbour.images() - uploads)
                    .as(job + ": what the loser uploaded is deleted")
                    .isEqualTo(Driver.PICTURES);
        }
    }

    private Callable<Await.End> driver(Turns turns, Steps steps, String job) {
        return () -> {
            try {
                return driver(job, steps).await();
            } finally {
                turns.leave();
            }
        };
    }

    private Driver driver(String job, Steps steps) {
        return new Driver(harbour, store(job), OnDoubt.FENCE, steps, Driver.Cargo.PICTURES);
    }

    private JobStore store(String job) {
        return Stores.open(directory.resolve(job).toString());
    }

    private void assertAllIsWell(String job, long before, Driver last) throws IOException {
        assertThat(last.answered()).as(job).isEqualTo(Driver.ROWS);
        assertThat(harbour.purchasedMoreThanOnce()).as(job).isZero();
        assertThat(harbour.purchased() - before).as(job).isEqualTo(Driver.ROWS);
        assertThat(Verification.of(store(job)).answers()).as(job).isEqualTo(Driver.ROWS);
    }
}
