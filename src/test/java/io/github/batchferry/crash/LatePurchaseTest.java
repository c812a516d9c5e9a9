package io.github.batchferry.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.emulator.world.World;
import io.github.batchferry.ledger.BatchState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver dies as it sends its first purchase, which arrives later. */
class LatePurchaseTest {
    private static final int REQUESTS = 5;

    @TempDir
    Path directory;

    private Steps.Call onTheWay;

    @Test
    void aPurchaseThatNobodyCanTellOfIsHeldAndSaidUntilAPersonResolvesIt() throws Throwable {
        try (Stage stage = new Stage(directory, Phase.named("write"), World.DOCUMENTED)) {
            diesAsItBuys(stage);
            Driver next = stage.play((driver, bill) -> driver.await());
            BatchState held = next.held().get(0);
            assertThat(next.notices)
                    .anySatisfy(notice -> assertThat(notice)
                            .contains("held in doubt", String.valueOf(held.fileId()), "It is not bought again")
                            .contains("resolve '" + stage.job + "' " + held.number()
                                    + " --bought ID  (or --not-bought)"));
            assertThat(paid(stage)).isEqualTo(REQUESTS - held.planned().requests());
            stage.play(Driver::finish);
            assertThat(paid(stage)).isEqualTo(REQUESTS);
            onTheWay.make();
            Driver last = stage.play(Driver::finish);
            assertThat(Account.wrong(
                            Phase.ROWS,
                            World.DOCUMENTED,
                            stage.bill(),
                            last.state(),
                            last.store,
                            Account.Promise.EACH_ANSWERED))
                    .isEmpty();
            assertThat(paid(stage)).isEqualTo(REQUESTS);
        }
    }

    @Test
    void aRequestThatArrivesWhileTheNextDriverLooksIsAdopted() throws IOException {
        try (Stage stage = new Stage(directory, Phase.named("write-fence"), World.DOCUMENTED)) {
            diesAsItBuys(stage);
            Driver next = stage.play((driver, bill) -> driver.await(), (name, call) -> {
                if (name.equals("Pause.sleep") && stage.waited().compareTo(Duration.ofSeconds(10)) > 0) {
                    deliver();
                }
                return call.make();
            });
            assertThat(next.notices).anySatisfy(notice -> assertThat(notice).contains("was created after all"));
            assertThat(stage.bill().batches()).hasSize(2);
            assertThat(Account.wrong(
                            Phase.ROWS,
                            World.DOCUMENTED,
                            stage.bill(),
                            next.state(),
                            next.store,
                            Account.Promise.EACH_ANSWERED))
                    .isEmpty();
        }
    }

    private void diesAsItBuys(Stage stage) throws IOException {
        try {
            stage.play((driver, bill) -> driver.write(), (name, call) -> {
                if (onTheWay == null && !name.equals("BatchApi.create")) {
                    return call.make();
                }
                onTheWay = onTheWay == null ? call : onTheWay;
                throw new Death.Killed();
            });
        } catch (Death.Killed killed) {
            return;
        }
        throw new AssertionError("the driver bought nothing");
    }

    private void deliver() throws Throwable {
        Steps.Call late = onTheWay;
        if (late != null) {
            onTheWay = null;
            late.make();
        }
    }

    private static long paid(Stage stage) {
        stage.awaitEnds();
        return stage.bill().lines().stream().filter(Bill.Executed::isPaid).count();
    }
}
