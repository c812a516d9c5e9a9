package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Whoever comes to a dry run, and whenever, buys nothing of it before somebody resumes it. */
class DryRunDriversTest {
    private static final int MORE_STEPS_THAN_THERE_ARE = 200;
    private static final int ORDERS = Integer.getInteger("batchferry.orders", 12);

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

    @ParameterizedTest
    @EnumSource(Death.When.class)
    void aDriverThatComesAfterOneThatDiedBuysNothingOfWhatThatHadSealed(Death.When when) throws IOException {
        int sealed = 0;
        for (int nth = 0; nth < MORE_STEPS_THAN_THERE_ARE; nth++) {
            JobStore store = store("job-" + when + nth);
            Death death = new Death(nth, when);
            try {
                driver(store, death).sealDryRun();
            } catch (Death.Happens e) {
                assertThat(death.came()).isTrue();
            }
            Driver next = driver(store, Steps.UNHINDERED);
            boolean stands = next.state().exists();
            sealed += stands ? 1 : 0;
            assertBoughtAsSealed(next, stands);
            if (!death.came()) {
                assertThat(sealed).as("deaths after the seal").isGreaterThan(1);
                return;
            }
        }
        throw new AssertionError("the driver never came to its end");
    }

    @Test
    void ofADryRunAndAPurchaseAtOnceTheOneThatIsSealedFirstHolds() throws Exception {
        int dry = 0;
        for (int seed = 0; seed < ORDERS; seed++) {
            JobStore store = store("job-" + seed);
            Turns turns = new Turns(seed);
            Steps mine = turns.join();
            Steps others = turns.join();
            List<Callable<Object>> drivers = List.of(
                    () -> {
                        try {
                            driver(store, mine).sealDryRun();
                            return "sealed";
                        } finally {
                            turns.leave();
                        }
                    },
                    () -> {
                        try {
                            return driver(store, others).oneTransferAtATime().finish();
                        } finally {
                            turns.leave();
                        }
                    });
            long before = harbour.purchased();
            for (Future<Object> end : threads.invokeAll(drivers)) {
                end.get();
            }
            Driver last = driver(store, Steps.UNHINDERED);
            assertThat(last.state().writes()).as("seed " + seed).hasSize(1);
            boolean paused = last.state().pause() != null;
            dry += paused ? 1 : 0;
            assertThat(harbour.purchased() - before).as("seed " + seed).isEqualTo(paused ? 0 : Driver.ROWS);
            if (paused) {
                assertBoughtAsSealed(last, true);
            }
        }
        assertThat(dry).as("orders in which the dry run was first").isBetween(1, ORDERS - 1);
    }

    /** A run with {@code mode("ignore")}, which waits for all that moves; then a resume where it is a dry run. */
    private void assertBoughtAsSealed(Driver driver, boolean dryRun) throws IOException {
        long before = harbour.purchased();
        assertThat(driver.finish()).isEqualTo(Await.End.ENDED);
        assertThat(driver.state().pause() != null).isEqualTo(dryRun);
        assertThat(harbour.purchased() - before).isEqualTo(dryRun ? 0 : Driver.ROWS);
        if (dryRun) {
            driver.resume();
            assertThat(driver.finish()).isEqualTo(Await.End.ENDED);
        }
        assertThat(driver.answered()).isEqualTo(Driver.ROWS);
        assertThat(harbour.purchased() - before).isEqualTo(Driver.ROWS);
        assertThat(harbour.purchasedMoreThanOnce()).isZero();
    }

    private Driver driver(JobStore store, Steps steps) {
        return new Driver(harbour, store, OnDoubt.HOLD, steps);
    }

    private JobStore store(String job) {
        return Stores.open(directory.resolve(job).toString());
    }
}
