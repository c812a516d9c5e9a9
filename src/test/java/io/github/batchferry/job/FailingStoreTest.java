package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.UserException;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.LimitTerms.OnDoubt;
import io.github.batchferry.store.Faults;
import io.github.batchferry.store.FaultyStores;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each call of a whole job to its file system fails once: after the next run each request was bought once and is answered. */
class FailingStoreTest {
    private static final int MORE_CALLS_THAN_THERE_ARE = 1000;

    /** 1 lets each single call fail; more leaves some out, each time the same. */
    private static final int STRIDE = Integer.getInteger("batchferry.stride", 4);

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

    private enum When {
        /** The call does nothing. */
        BEFORE,
        /** The call does its work, and its answer is lost. */
        AFTER,
        /** As before, and all later ones of its kind too, as where a permission is taken or the disk is full. */
        FROM_THEN_ON
    }

    @ParameterizedTest
    @CsvSource({
        "abfs,open,BEFORE",
        "abfs,create,BEFORE",
        "abfs,write,AFTER",
        "abfs,close,BEFORE",
        "abfs,rename,BEFORE",
        "abfs,rename,AFTER",
        "abfs,rename,FROM_THEN_ON",
        "abfs,delete,BEFORE",
        "abfs,list,BEFORE",
        "abfs,mkdirs,BEFORE",
        "s3a,create,BEFORE",
        "s3a,close,BEFORE",
        "s3a,close,AFTER",
        "s3a,close,FROM_THEN_ON",
        "s3a,status,BEFORE",
        "gs,close,AFTER"
    })
    void whateverCallFailsEachRequestIsBoughtAndAnsweredOnce(String scheme, String kind, When when) throws IOException {
        for (int nth = 0; nth < MORE_CALLS_THAN_THERE_ARE; nth += STRIDE) {
            Path job = directory.resolve("job-" + nth);
            long before = harbour.purchased();
            Failure failure = new Failure(kind, nth, when);
            runUntilItFails(scheme, job, failure);
            Driver next = driver(scheme, job, Faults.NONE);
            next.finish();
            if (!next.state().batches(BatchState.Phase.INTENDED).isEmpty()) {
                next.resolveAsNotBought();
                assertThat(next.finish()).isEqualTo(Await.End.ENDED);
            }
            assertThat(harbour.purchasedMoreThanOnce()).as(kind + " " + nth).isZero();
            assertThat(harbour.purchased() - before).as(kind + " " + nth).isEqualTo(Driver.ROWS);
            assertThat(next.answered()).as(kind + " " + nth).isEqualTo(Driver.ROWS);
            if (!failure.came()) {
                assertThat(nth).as("calls of this kind").isPositive();
                return;
            }
        }
        throw new AssertionError("the driver never came to its end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abfs", "s3a", "gs"})
    void aListingThatIsBehindStopsASealAndHidesNothingOfASealedJob(String scheme) throws IOException {
        Path job = directory.resolve("job");
        assertThatThrownBy(() ->
                        driver(scheme, job, FailingStoreTest::listNothingYet).finish())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("the driver does not see what a task staged");
        assertThat(harbour.batches()).isZero();
        driver(scheme, job, Faults.NONE).write();
        Driver behind = driver(scheme, job, FailingStoreTest::listNothingYet);
        assertThat(behind.finish()).isEqualTo(Await.End.ENDED);
        assertThat(harbour.purchasedMoreThanOnce()).isZero();
        assertThat(harbour.purchased()).isEqualTo(Driver.ROWS);
        assertThat(behind.answered()).isEqualTo(Driver.ROWS);
    }

    private static Object listNothingYet(String kind, org.apache.hadoop.fs.Path path, Faults.Call call)
            throws IOException {
        return kind.equals("list") ? FaultyStores.emptyListing() : call.make();
    }

    private Driver driver(String scheme, Path job, Faults faults) {
        return new Driver(harbour, FaultyStores.open(scheme, job, faults), OnDoubt.HOLD, Steps.UNHINDERED);
    }

    private void runUntilItFails(String scheme, Path job, Failure failure) {
        try {
            driver(scheme, job, failure).finish();
        } catch (IOException | ExternalException | UserException e) {
            assertThat(failure.came()).as(e.toString()).isTrue();
        }
    }

    private static final class Failure implements Faults {
        private final String kind;
        private final When when;
        private int left;
        private boolean came;

        Failure(String kind, int nth, When when) {
            this.kind = kind;
            this.when = when;
            left = nth;
        }

        boolean came() {
            return came;
        }

        @Override
        public Object at(String called, org.apache.hadoop.fs.Path path, Call call) throws IOException {
            if (!called.equals(kind) || came && when != When.FROM_THEN_ON || !came && left-- > 0) {
                return call.make();
            }
            came = true;
            if (when == When.AFTER) {
                call.make();
            }
            throw new IOException("the store failed to " + kind + " " + path);
        }
    }
}
