package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.ExternalException;
import io.github.batchferry.emulator.world.Freedom;
import io.github.batchferry.emulator.world.World;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.ledger.Sample;
import io.github.batchferry.ledger.Tally;
import io.github.batchferry.ledger.Unfinished;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each freedom that a server may take, by itself: what it costs, by the server's own bill. */
class WorldsTest {
    private static final int ROWS = 9;
    /** How often a person runs it again who was told to. */
    private static final int RUNS = 12;

    @TempDir
    Path directory;

    static Stream<String> healing() {
        return World.ALL.stream().filter(Freedom::heals).map(Freedom::name);
    }

    static Stream<String> lasting() {
        return World.ALL.stream().filter(freedom -> !freedom.heals()).map(Freedom::name);
    }

    @ParameterizedTest
    @MethodSource("healing")
    void whatPassesCostsTimeOnlyAndEachRowIsAnsweredAndPaidOnce(String freedom) {
        try (Bench bench = new Bench(directory, World.named(freedom))) {
            Tally tally = carriedOn(bench);
            assertThat(tally).as(bench.said()).isEqualTo(new Tally(ROWS, ROWS, 0, 0, 0, 0, 0));
            bench.assertPaidOnce(ROWS);
        }
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void whatStaysCostsNoRowTwiceAndEveryGapIsNamed(String freedom) {
        try (Bench bench = new Bench(directory, World.named(freedom))) {
            Tally tally = carriedOn(bench);
            assertThat(tally.rows()).isEqualTo(ROWS);
            assertThat(tally.succeeded() + tally.failed() + tally.expired() + tally.cancelled() + tally.pending())
                    .as(bench.said())
                    .isEqualTo(ROWS);
            assertThat(bench.provider
                            .summary()
                            .path("max_purchases_per_custom_id")
                            .asInt())
                    .as(bench.said())
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aCancelledBatchThatAddsUpIsNotBelievedAtTheFirstLook() {
        try (Bench bench = new Bench(directory, World.named("end=cancelled-growing"))) {
            bench.sealed(ROWS);
            bench.advance().advance();
            bench.provider.settle();
            bench.advance().advance();
            assertThat(bench.phase(1)).isEqualTo(BatchState.Phase.CREATED);
            assertThat(Unfinished.of(bench.job().state(), bench.batch(1)).code())
                    .isEqualTo("awaiting_results");
        }
    }

    private static Tally carriedOn(Bench bench) {
        bench.limits = Sample.limits(10_000, 50_000, 190L << 20, LimitTerms.Packing.NONE, LimitTerms.OnDoubt.HOLD);
        bench.sealed(ROWS / 3, ROWS / 3, ROWS / 3);
        bench.time.meanwhile(bench.provider::settle);
        for (int run = 0; run < RUNS; run++) {
            try {
                Await.End end = new Await(
                                bench.advance(), Duration.ofSeconds(30), Duration.ofHours(26), bench.time.asTime())
                        .await(advanced -> {});
                if (end == Await.End.ENDED) {
                    break;
                }
            } catch (ExternalException e) {
                bench.said.add("run " + run + ": " + e.getMessage());
                bench.time.pass(Duration.ofMinutes(10));
            }
        }
        return Tally.of(bench.job().state());
    }
}
