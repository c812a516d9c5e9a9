package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.ExternalException;
import io.github.batchferry.emulator.world.Freedom;
import io.github.batchferry.emulator.world.World;
import io.github.batchferry.job.collect.Recollect;
import io.github.batchferry.job.verify.Verification;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.ledger.Sample;
import io.github.batchferry.ledger.Tally;
import io.github.batchferry.request.endpoint.OutputKind;
import io.github.batchferry.request.endpoint.OutputSpec;
import io.github.batchferry.request.endpoint.OutputSpec.OnInvalid;
import io.github.batchferry.request.endpoint.OutputSpec.Struct;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer that fits no schema is bought again as often as the attempts allow, whatever else happens, and not more. */
class InvalidOutputTest {
    private static final int ROWS = 6;
    private static final int ATTEMPTS = 3;
    private static final int RUNS = 12;
    private static final Set<String> ABOUT_RESULTS = Set.of("end", "lines", "answer", "failed");

    @TempDir
    Path directory;

    static Stream<String> worlds() {
        return World.ALL.stream()
                .map(Freedom::name)
                .filter(name -> ABOUT_RESULTS.contains(name.replaceFirst("=.*", "")));
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void noFreedomOfAServerMakesARowDearerThanItsAttempts(String freedom) throws IOException {
        try (Bench bench = bench(new Bench(directory, World.named(freedom)), OnInvalid.AGAIN)) {
            bench.sealed(ROWS / 2, ROWS / 2);
            bench.time.meanwhile(bench.provider::settle);
            Tally tally = awaited(bench);
            assertThat(tally.rows()).isEqualTo(ROWS);
            assertThat(tally.succeeded()).isZero();
            assertThat(mostPurchases(bench)).as(bench.said()).isLessThanOrEqualTo(ATTEMPTS);
            if (World.ALL.stream().anyMatch(one -> one.name().equals(freedom) && one.heals())) {
                assertThat(tally).as(bench.said()).isEqualTo(new Tally(ROWS, 0, ROWS, 0, 0, 0, 0));
                bench.job()
                        .state()
                        .held()
                        .keySet()
                        .forEach(batch -> assertThat(batch.planned().attempt()).isEqualTo(ATTEMPTS));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoAsksForOneMoreTryBuysOnceMoreAndNoOftener(OneMoreTry asked) throws IOException {
        try (Bench bench = bench(new Bench(directory), OnInvalid.AGAIN)) {
            assertThat(bench.sealed(ROWS).carriedOn()).isEqualTo(new Tally(ROWS, 0, ROWS, 0, 0, 0, 0));
            assertThat(purchases(bench)).isEqualTo(ATTEMPTS * ROWS);
            asked.ask(bench);
            assertThat(bench.carriedOn().failed()).isEqualTo(ROWS);
            assertThat(purchases(bench)).isEqualTo((ATTEMPTS + 1) * ROWS);
            Verification.of(bench.store);
        }
    }

    private enum OneMoreTry {
        RETRY,
        RESUME,
        /** Which count together as one. */
        RETRY_AND_RESUME;

        void ask(Bench bench) throws IOException {
            if (this != RETRY) {
                new Cancel(bench.job()).ask("me");
                new Cancel(bench.job()).resume("me");
            }
            if (this != RESUME) {
                new Retry(bench.job()).free(new Retry.Wanted(Set.of(), Set.of(), Retry.PerhapsPaid.LEAVE), "me");
            }
        }
    }

    @Test
    void whatALaterLookFindsUnfitIsBoughtAgainToo() throws IOException {
        try (Bench bench = bench(new Bench(directory), OnInvalid.AGAIN)) {
            ForwardingApi withholding = new ForwardingApi(bench.api) {
                @Override
                public Optional<Long> download(String fileId, OutputStream sink) {
                    return Optional.empty();
                }
            };
            bench.sealed(ROWS);
            bench.advance().advance();
            bench.provider.awaitEnds();
            bench.advance(bench.job(), withholding).advance();
            bench.time.pass(Duration.ofHours(2));
            bench.advance(bench.job(), withholding).advance();
            assertThat(bench.carriedOn().failed()).isEqualTo(ROWS);
            assertThat(purchases(bench)).isEqualTo(ROWS);
            new Recollect(bench.job(), bench.api, bench.said::add, bench.time.asTime()).recollect();
            assertThat(bench.carriedOn()).isEqualTo(new Tally(ROWS, 0, ROWS, 0, 0, 0, 0));
            assertThat(purchases(bench)).as(bench.said()).isEqualTo(ATTEMPTS * ROWS);
        }
    }

    @Test
    void whatIsNotToBeBoughtAgainIsBoughtOnce() {
        try (Bench bench = bench(new Bench(directory), OnInvalid.FAIL)) {
            assertThat(bench.sealed(ROWS).carriedOn().failed()).isEqualTo(ROWS);
            bench.assertPaidOnce(ROWS);
        }
    }

    private static Bench bench(Bench bench, OnInvalid onInvalid) {
        bench.output = OutputSpec.of(OutputKind.TEXT).with(new Struct("", "{\"type\":\"object\"}", onInvalid));
        bench.limits = Sample.limits(10_000, 50_000, 190L << 20, LimitTerms.Packing.NONE, LimitTerms.OnDoubt.HOLD);
        return bench;
    }

    private static Tally awaited(Bench bench) {
        for (int run = 0; run < RUNS; run++) {
            try {
                Await.End end = new Await(
                                bench.advance(), Duration.ofSeconds(30), Duration.ofHours(80), bench.time.asTime())
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

    private static int mostPurchases(Bench bench) {
        return bench.provider.summary().path("max_purchases_per_custom_id").asInt();
    }

    private static int purchases(Bench bench) {
        return bench.provider.summary().path("lines_purchased").asInt();
    }
}
