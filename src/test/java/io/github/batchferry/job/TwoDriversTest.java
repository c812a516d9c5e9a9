package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.job.LimitTerms.OnDoubt;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two drivers write the same job at the same time, step by step in random orders: each request is bought once. */
class TwoDriversTest {
    private static final int ORDERS = Integer.getInteger("batchferry.orders", 25);

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
    @EnumSource(OnDoubt.class)
    void whateverTheOrderOfTheirStepsEachRequestIsBoughtOnce(OnDoubt onDoubt) throws Exception {
        for (int seed = 0; seed < ORDERS; seed++) {
            Path job = directory.resolve("job-" + seed);
            long before = harbour.purchased();
            Turns turns = new Turns(seed);
            List<Callable<Await.End>> drivers =
                    List.of(driver(turns, turns.join(), job, onDoubt), driver(turns, turns.join(), job, onDoubt));
            for (Future<Await.End> end : threads.invokeAll(drivers)) {
                assertThat(end.get()).isEqualTo(Await.End.ENDED);
            }
            Driver last = new Driver(harbour, job, onDoubt, Steps.UNHINDERED);
            last.finish();
            last.resolveAsNotBought();
            last.finish();
            harbour.awaitBatches();
            assertThat(last.state().writes()).hasSize(1);
            assertThat(harbour.purchasedMoreThanOnce()).as("seed " + seed).isZero();
            assertThat(harbour.purchased() - before).as("seed " + seed).isEqualTo(Driver.ROWS);
            assertThat(last.answered()).as("seed " + seed).isEqualTo(Driver.ROWS);
        }
    }

    private Callable<Await.End> driver(Turns turns, Steps steps, Path job, OnDoubt onDoubt) {
        return () -> {
            try {
                return new Driver(harbour, job, onDoubt, steps).finish();
            } finally {
                turns.leave();
            }
        };
    }
}
