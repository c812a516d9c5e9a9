package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.job.LimitTerms.OnDoubt;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A driver dies before each of the changes that it makes to the world, and the next one carries on: each request is bought once and answered. */
class DyingDriverTest {
    private static final int MORE_CHANGES_THAN_THERE_ARE = 1000;

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

    @ParameterizedTest
    @EnumSource(OnDoubt.class)
    void whereverADriverDiesEachRequestIsBoughtOnce(OnDoubt onDoubt) throws IOException {
        for (int change = 0; change < MORE_CHANGES_THAN_THERE_ARE; change++) {
            Death death = Death.beforeChange(change);
            Path job = directory.resolve("job-" + change);
            long before = harbour.purchased();
            assertDiesOrEnds(job, onDoubt, death);
            Driver next = new Driver(harbour, job, onDoubt, Steps.UNHINDERED);
            assertThat(next.finish()).isEqualTo(Await.End.ENDED);
            next.resolveAsNotBought();
            death.deliver();
            assertThat(next.finish()).isEqualTo(Await.End.ENDED);
            harbour.awaitBatches();
            assertThat(harbour.purchasedMoreThanOnce()).as("change " + change).isZero();
            assertThat(harbour.purchased() - before).as("change " + change).isEqualTo(Driver.ROWS);
            assertThat(next.answered()).as("change " + change).isEqualTo(Driver.ROWS);
            if (!death.came()) {
                assertThat(change).isGreaterThan(15);
                return;
            }
        }
        throw new AssertionError("the driver never came to its end");
    }

    @Test
    void aPurchaseThatNobodyCanTellOfIsHeldAndSaidUntilAPersonResolvesIt() throws IOException {
        Path job = directory.resolve("job");
        Death death = Death.withItsPurchaseOnTheWay();
        assertDiesOrEnds(job, OnDoubt.HOLD, death);
        Driver next = new Driver(harbour, job, OnDoubt.HOLD, Steps.UNHINDERED);
        next.finish();
        BatchState held = next.state().batches(BatchState.Phase.INTENDED).get(0);
        assertThat(next.notices)
                .anySatisfy(notice -> assertThat(notice)
                        .contains("held in doubt", String.valueOf(held.fileId()), "It is not bought again")
                        .contains("resolve '" + job + "' " + held.number() + " --bought ID  (or --not-bought)"));
        assertThat(harbour.purchased()).isEqualTo(Driver.ROWS - held.planned().requests());
        next.resolveAsNotBought();
        next.finish();
        assertThat(harbour.purchased()).isEqualTo(Driver.ROWS);
        death.deliver();
        next.finish();
        harbour.awaitBatches();
        assertThat(harbour.purchased()).isEqualTo(Driver.ROWS);
        assertThat(next.answered()).isEqualTo(Driver.ROWS);
    }

    @Test
    void aRequestThatArrivesWhileTheNextDriverLooksIsAdopted() throws IOException {
        Path job = directory.resolve("job");
        Death death = Death.withItsPurchaseOnTheWay();
        assertDiesOrEnds(job, OnDoubt.FENCE, death);
        Driver next = new Driver(harbour, job, OnDoubt.FENCE, new Steps() {
            @Override
            public Object step(String name, Call call) throws Throwable {
                if (name.equals("Pause.sleep") && harbour.nanos.get() > 10_000_000_000L) {
                    death.deliver();
                }
                return call.make();
            }
        });
        next.finish();
        assertThat(next.notices).anySatisfy(notice -> assertThat(notice).contains("was created after all"));
        assertThat(harbour.batches()).isEqualTo(2);
        assertThat(harbour.purchased()).isEqualTo(Driver.ROWS);
        assertThat(next.answered()).isEqualTo(Driver.ROWS);
    }

    private void assertDiesOrEnds(Path job, OnDoubt onDoubt, Death death) throws IOException {
        try {
            new Driver(harbour, job, onDoubt, death).write();
        } catch (Death.Killed killed) {
            assertThat(death.came()).isTrue();
        }
    }
}
