package io.github.batchferry.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A driver dies at a step, and the next one carries on. {@code dev/crash} takes every step, and kills for real. */
class MatrixTest {
    private static final int EVERY = 17;

    @TempDir
    Path directory;

    static List<Phase> phases() {
        return Phase.ALL;
    }

    @ParameterizedTest
    @MethodSource("phases")
    void whereverADriverDiesEachRequestIsPaidOnceAndEachRowComesBackOnce(Phase phase)
            throws IOException, InterruptedException {
        Matrix matrix = new Matrix(directory, Case.Killing.IN_THIS_PROCESS, EVERY);
        int steps = matrix.run(phase);
        assertThat(matrix.failures).isEmpty();
        assertThat(steps).isGreaterThan(10);
        assertThat(matrix.jobs()).isPositive().isGreaterThanOrEqualTo(2 * ((steps - Matrix.ONE_POLL) / EVERY));
    }

    @ParameterizedTest
    @EnumSource
    void aProcessThatHaltsAtItsPurchaseBuysOnceToo(Edge edge) throws IOException {
        Phase write = Phase.named("write");
        int purchase = Case.steps(directory.resolve("steps"), write).indexOf("BatchApi.create");
        try (Forked forked = new Forked(0)) {
            Case.Verdict verdict = new Case(write, purchase, edge).run(directory, forked);
            assertThat(verdict.died()).isTrue();
            assertThat(verdict.wrong()).isEmpty();
        }
    }

    @Test
    void anAccountThatDoesNotAddUpIsNoticed() throws IOException {
        Phase write = Phase.named("write");
        try (Stage stage = new Stage(directory, write)) {
            stage.play((driver, bill) -> driver.write());
            stage.buyAgain();
            Driver driver = stage.play(Driver::finish);
            assertThat(Account.wrong(Rows.of(2, 2), stage.bill(), driver.state(), driver.store, Account.Loss.NONE))
                    .anySatisfy(wrong -> assertThat(wrong).contains("other rows came back than went out"));
            assertThat(Account.wrong(Phase.ROWS, stage.bill(), driver.state(), driver.store, Account.Loss.NONE))
                    .anySatisfy(wrong -> assertThat(wrong).contains("was paid 2 times"))
                    .anySatisfy(wrong -> assertThat(wrong).contains("of which the ledger does not know"));
        }
    }
}
