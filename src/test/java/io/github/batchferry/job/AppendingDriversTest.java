package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.LimitTerms.OnDoubt;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.StoredFile;
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

/** Two drivers append to a job, sweep what their tasks left, buy and collect, all at once and step by step in random orders. */
class AppendingDriversTest {
    private static final int ORDERS = Integer.getInteger("batchferry.orders", 6);

    @TempDir
    Path directory;

    private Harbour harbour;
    private ExecutorService threads;

    @BeforeEach
    void start() {
        harbour = new Harbour(directory.resolve("emulator"));
        threads = Executors.newFixedThreadPool(3);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        harbour.close();
    }

    @Test
    void eachWriteIsThereOnceWithItsOwnFilesAndEachRequestIsBoughtOnce() throws Exception {
        for (int seed = 0; seed < ORDERS; seed++) {
            JobStore store = Stores.open(directory.resolve("job-" + seed).toString());
            long before = harbour.purchased();
            Turns turns = new Turns(seed);
            List<Callable<Await.End>> drivers = List.of(
                    driver(turns, turns.join(), store, "monday"),
                    driver(turns, turns.join(), store, "tuesday"),
                    driver(turns, turns.join(), store, "tuesday"));
            for (Future<Await.End> end : threads.invokeAll(drivers)) {
                assertThat(end.get()).isEqualTo(Await.End.ENDED);
            }
            Driver last = new Driver(harbour, store, OnDoubt.HOLD, Steps.UNHINDERED);
            last.finish();
            last.resolveAsNotBought();
            last.finish();
            assertThat(last.state().writes())
                    .as("seed " + seed)
                    .extracting(Event.WriteSealed::writeId)
                    .containsExactlyInAnyOrder("monday", "tuesday");
            assertThat(harbour.purchasedMoreThanOnce()).as("seed " + seed).isZero();
            assertThat(harbour.purchased() - before).as("seed " + seed).isEqualTo(2 * Driver.ROWS);
            assertThat(last.answered()).as("seed " + seed).isEqualTo(2 * Driver.ROWS);
            for (Event.WriteSealed write : last.state().writes()) {
                assertOnlyItsOwnFiles(store, write);
            }
        }
    }

    private static void assertOnlyItsOwnFiles(JobStore store, Event.WriteSealed write) throws IOException {
        assertThat(store.list("writes/" + write.write()))
                .extracting(StoredFile::name)
                .hasSize(6)
                .noneMatch(name -> name.startsWith("part-00009"));
    }

    private Callable<Await.End> driver(Turns turns, Steps steps, JobStore store, String writeId) {
        return () -> {
            try {
                Driver driver = new Driver(harbour, store, OnDoubt.HOLD, steps).oneTransferAtATime();
                driver.append(writeId);
                return driver.await();
            } finally {
                turns.leave();
            }
        };
    }
}
