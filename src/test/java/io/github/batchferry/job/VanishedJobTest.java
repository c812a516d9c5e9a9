package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.ExternalException;
import io.github.batchferry.UserException;
import io.github.batchferry.ledger.LimitTerms.OnDoubt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job directory is renamed before each of the steps of a driver that works on it. */
class VanishedJobTest {
    private static final int MORE_STEPS_THAN_THERE_ARE = 1000;

    /** Each look at the batches reads all that earlier steps bought there. */
    private static final int STEPS_BEFORE_A_SERVER_IS_SLOW = 10;

    @TempDir
    Path directory;

    private Harbour harbour;

    @BeforeEach
    void start() {
        harbour = new Harbour(directory.resolve("emulator"));
    }

    @AfterEach
    void stop() {
        harbour.close();
    }

    @Test
    void aJobDirectoryThatIsGoneStopsItsDriverBeforeMoneyAndWhatWasBoughtIsTold() throws IOException {
        for (int step = 0; step < MORE_STEPS_THAN_THERE_ARE; step++) {
            if (step % STEPS_BEFORE_A_SERVER_IS_SLOW == 0) {
                harbour.close();
                harbour = new Harbour(directory.resolve("emulator-" + step));
            }
            Path job = directory.resolve("job-" + step);
            long before = harbour.purchased();
            Renaming renaming = new Renaming(job, step);
            Driver driver = new Driver(harbour, job, OnDoubt.HOLD, renaming).oneTransferAtATime();
            String said = finish(driver);
            if (renaming.at == null) {
                assertThat(step).as("steps of a job that is sealed").isGreaterThan(20);
                return;
            }
            long after = harbour.batches();
            if (renaming.at.equals("BatchApi.create")) {
                assertThat(after).isEqualTo(renaming.batches + 1);
                assertThat(said + driver.notices)
                        .contains("WAS bought as batch_")
                        .contains("Bought so far");
            } else {
                assertThat(after).as(renaming.at + ", step " + step).isEqualTo(renaming.batches);
            }
            renaming.putBack();
            Driver next = new Driver(harbour, job, OnDoubt.HOLD, Steps.UNHINDERED);
            next.finish();
            next.resolveAsNotBought();
            next.finish();
            assertThat(harbour.purchasedMoreThanOnce()).as(renaming.at).isZero();
            assertThat(harbour.purchased() - before).as(renaming.at).isEqualTo(Driver.ROWS);
            assertThat(next.answered()).as(renaming.at).isEqualTo(Driver.ROWS);
        }
        throw new AssertionError("the driver never came to its end");
    }

    private static String finish(Driver driver) {
        try {
            driver.finish();
            return "";
        } catch (IOException | ExternalException | UserException e) {
            return e.getMessage();
        }
    }

    private final class Renaming implements Steps {
        private final Path job;
        private int left;
        private String at;
        private long batches;

        Renaming(Path job, int step) {
            this.job = job;
            left = step;
        }

        @Override
        public Object step(String name, Call call) throws Throwable {
            boolean sealed = Files.exists(job.resolve("ledger/00000000000000000001.json"));
            if (at == null && sealed && left-- == 0) {
                at = name;
                batches = harbour.batches();
                Files.move(job, away());
            }
            return call.make();
        }

        void putBack() throws IOException {
            if (Files.exists(job)) {
                try (Stream<Path> files = Files.walk(job)) {
                    files.sorted(Comparator.reverseOrder())
                            .forEach(file -> assertThat(file.toFile().delete()).isTrue());
                }
            }
            Files.move(away(), job);
        }

        private Path away() {
            return job.resolveSibling(job.getFileName() + "-away");
        }
    }
}
