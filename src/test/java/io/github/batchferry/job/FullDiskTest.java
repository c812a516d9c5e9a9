package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.LimitTerms.OnDoubt;
import io.github.batchferry.store.Faults;
import io.github.batchferry.store.FaultyStores;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store takes no more writes from some moment on, for want of room or of a permission. */
class FullDiskTest {
    private static final Set<String> WRITES = Set.of("create", "write", "close", "rename", "mkdirs");

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
    void aDiskThatIsFullWhileStagingStopsBeforeAnythingIsBought() throws IOException {
        Refusing full = new Refusing("No space left on device");
        full.now = true;
        assertThatThrownBy(() -> driver("abfs", full, Steps.UNHINDERED).finish())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left on device");
        assertThat(harbour.batches()).isZero();
        assertTheNextRunBuysAndAnswersTheRest("abfs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abfs", "s3a", "gs"})
    void aDiskThatIsFullWhileStateIsWrittenStopsBeforeTheIntentIsActedOn(String scheme) throws IOException {
        Refusing full = new Refusing("No space left on device");
        Driver driver = driver(scheme, full, (name, call) -> {
            Object done = call.make();
            full.now |= name.equals("BatchApi.upload");
            return done;
        });
        assertThatThrownBy(driver::finish)
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("cannot write to the ledger")
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("Nothing more is bought until it can be written");
        assertThat(harbour.batches()).isZero();
        assertTheNextRunBuysAndAnswersTheRest(scheme);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abfs", "s3a", "gs"})
    void aPermissionThatIsLostBetweenIntentAndCreatedTellsTheBatchOnceAndTheNextRunAdoptsIt(String scheme)
            throws IOException {
        Refusing lost = new Refusing("Permission denied");
        Driver driver = driver(scheme, lost, (name, call) -> {
            Object done = call.make();
            lost.now |= name.equals("BatchApi.create");
            return done;
        });
        assertThatThrownBy(driver::finish)
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("Permission denied")
                .hasMessageContaining("what was bought is found again by the next run");
        assertThat(driver.notices)
                .filteredOn(notice -> notice.contains("batch_"))
                .singleElement()
                .asString()
                .contains("WAS bought as batch_")
                .contains("could not be recorded");
        assertThat(harbour.batches()).isEqualTo(1);
        assertTheNextRunBuysAndAnswersTheRest(scheme);
    }

    private void assertTheNextRunBuysAndAnswersTheRest(String scheme) throws IOException {
        Driver next = driver(scheme, Faults.NONE, Steps.UNHINDERED);
        assertThat(next.finish()).isEqualTo(Await.End.ENDED);
        if (!next.state().batches(BatchState.Phase.INTENDED).isEmpty()) {
            next.resolveAsNotBought();
            next.finish();
        }
        assertThat(harbour.purchasedMoreThanOnce()).isZero();
        assertThat(harbour.purchased()).isEqualTo(Driver.ROWS);
        assertThat(next.answered()).isEqualTo(Driver.ROWS);
    }

    private Driver driver(String scheme, Faults faults, Steps steps) {
        JobStore store = FaultyStores.open(scheme, directory.resolve("job"), faults);
        return new Driver(harbour, store, OnDoubt.HOLD, steps);
    }

    private static final class Refusing implements Faults {
        private final String words;
        boolean now;

        Refusing(String words) {
            this.words = words;
        }

        @Override
        public Object at(String kind, org.apache.hadoop.fs.Path path, Call call) throws IOException {
            if (now && WRITES.contains(kind)) {
                throw new IOException(path + ": " + words);
            }
            return call.make();
        }
    }
}
