package io.github.batchferry.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.emulator.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A driver dies at a step, and the next one carries on. {@code dev/crash} takes every step, and kills for real. */
class MatrixTest {
    private static final int EVERY = 17;
    private static final int SELDOM = 41;
    private static final List<String> IN_CONTRARY_WORLDS = List.of("write", "write-fence", "adopt", "collect");

    @TempDir
    Path directory;

    static List<Phase> phases() {
        return Phase.ALL;
    }

    static Stream<Arguments> contrary() {
        return Matrix.WORLDS.stream()
                .filter(world -> !world.isDocumented())
                .flatMap(world -> IN_CONTRARY_WORLDS.stream()
                        .map(phase -> Arguments.of(Named.of(world.names(), world), Phase.named(phase))));
    }

    @ParameterizedTest
    @MethodSource("phases")
    void whereverADriverDiesEachRequestIsPaidOnceAndEachRowComesBackOnce(Phase phase)
            throws IOException, InterruptedException {
        assertKept(World.DOCUMENTED, phase, EVERY);
    }

    @ParameterizedTest
    @MethodSource("contrary")
    void inContraryWorldsToo(World world, Phase phase) throws IOException, InterruptedException {
        assertKept(world, phase, SELDOM);
    }

    private void assertKept(World world, Phase phase, int every) throws IOException, InterruptedException {
        Matrix matrix = new Matrix(directory, Case.Killing.IN_THIS_PROCESS, world, every);
        int steps = matrix.run(phase);
        assertThat(matrix.failures).isEmpty();
        assertThat(steps).isGreaterThan(10);
        assertThat(matrix.jobs()).isPositive().isGreaterThanOrEqualTo(2 * (steps / every));
    }

    @Test
    void eachWorldHasJobsOfItsOwn() throws IOException, InterruptedException {
        Phase write = Phase.named("write");
        for (World world : Matrix.WORLDS.subList(0, 2)) {
            Matrix matrix = new Matrix(directory, Case.Killing.IN_THIS_PROCESS, world, SELDOM);
            assertThat(matrix.run(write)).as("steps in '%s'", world.names()).isGreaterThan(SELDOM);
            assertThat(matrix.jobs()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProcessThatHaltsAtItsPurchaseBuysOnceToo(Edge edge) throws IOException {
        Phase write = Phase.named("write");
        int purchase =
                Case.steps(directory.resolve("steps"), write, World.DOCUMENTED).indexOf("BatchApi.create");
        try (Forked forked = new Forked(0)) {
            Case.Verdict verdict = new Case(write, World.DOCUMENTED, purchase, edge).run(directory, forked);
            assertThat(verdict.died()).isTrue();
            assertThat(verdict.wrong()).isEmpty();
        }
    }

    @Test
    void anAccountThatDoesNotAddUpIsNoticed() throws IOException {
        Phase write = Phase.named("write");
        try (Stage stage = new Stage(directory, write, World.DOCUMENTED)) {
            stage.play((driver, bill) -> driver.write());
            stage.buyAgain();
            stage.awaitEnds();
            Driver driver = stage.play(Driver::finish);
            assertThat(Account.wrong(
                            Rows.of(2, 2),
                            World.DOCUMENTED,
                            stage.bill(),
                            driver.state(),
                            driver.store,
                            Account.Promise.EACH_ANSWERED))
                    .anySatisfy(wrong -> assertThat(wrong).contains("other rows came back than went out"));
            assertThat(Account.wrong(
                            Phase.ROWS,
                            World.DOCUMENTED,
                            stage.bill(),
                            driver.state(),
                            driver.store,
                            Account.Promise.EACH_ANSWERED))
                    .anySatisfy(wrong -> assertThat(wrong).contains("was paid 2 times"))
                    .anySatisfy(wrong -> assertThat(wrong).contains("of which the ledger does not know"));
        }
    }
}
