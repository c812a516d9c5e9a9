package io.github.batchferry.job.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.ExternalException;
import io.github.batchferry.emulator.line.Limits;
import io.github.batchferry.job.Advance;
import io.github.batchferry.job.Bench;
import io.github.batchferry.job.Cancel;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.ledger.Sample;
import io.github.batchferry.ledger.Tally;
import io.github.batchferry.shard.StagedPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DryRunTest {
    private static final Limits SMALL = Limits.DOCUMENTED.withRequests(6).withBytes(800);

    @TempDir
    Path directory;

    @Test
    void nothingIsBoughtBeforeAResumeAndEachRequestOnceAfterIt() {
        try (Bench bench = dryRun(directory, Limits.DOCUMENTED)) {
            bench.sealed(3, 2);
            Findings found = new DryRun(bench.job()).run();
            assertThat(found.errors()).isZero();
            assertThat(found.messages()).anyMatch(message -> message.contains("would refuse nothing"));
            assertThat(bench.advance().advance().mayMove()).as("nobody waits").isFalse();
            assertThat(bench.carriedOn()).isEqualTo(new Tally(5, 0, 0, 0, 0, 0, 5));
            assertThat(bench.provider.calls("POST /v1/files") + bench.provider.calls("POST /v1/batches"))
                    .isZero();
            bench.assertPaidOnce(0);

            new Cancel(bench.job()).resume("me");
            assertThat(Advance.mayMove(bench.job().state())).isTrue();
            assertThat(bench.carriedOn()).isEqualTo(new Tally(5, 5, 0, 0, 0, 0, 0));
            bench.assertPaidOnce(5);
        }
    }

    @Test
    void theFiguresAreThoseOfTheBatchesThatAResumeBuys() {
        try (Bench bench = dryRun(directory, Limits.DOCUMENTED)) {
            bench.limits = Sample.limits(2, 2, 190L << 20, LimitTerms.Packing.NEIGHBOURS, LimitTerms.OnDoubt.HOLD);
            bench.sealed(3, 2, 1);
            Findings found = new DryRun(bench.job()).run();
            new Cancel(bench.job()).resume("me");
            bench.carriedOn();
            long tokens = bench.job().state().batches().stream()
                    .mapToLong(batch -> batch.planned().tokens())
                    .sum();
            int batches = bench.job().state().batches().size();
            assertThat(found.models()).containsExactly(new ModelForecast("m", batches, 6, tokens, null, null));
            assertThat(found.messages().get(0))
                    .endsWith("6 requests in " + batches + " batches, all staged, nothing bought");
        }
    }

    @Test
    void aQueueTakesAtLeastAsManyRoundsAsItsTokensFillIt() {
        ModelForecast forecast =
                ModelForecast.none("m", 1000L).plus(Sample.batch(1, Sample.lines("w", 0, 0, 101)), null);
        assertThat(forecast.tokens()).isEqualTo(2020);
        assertThat(forecast.rounds()).isEqualTo(3);
        assertThat(forecast.text()).contains("takes 1,000 at a time").contains("at least as long as 3 batch(es)");
        assertThat(ModelForecast.none("m", 2020L)
                        .plus(Sample.batch(1, Sample.lines("w", 0, 0, 101)), null)
                        .rounds())
                .isEqualTo(1);
    }

    @Test
    void eachErrorIsNamedByItsRowWithCodeAndReasonAndWithoutAnyPrompt() throws IOException {
        try (Bench bench = dryRun(directory, Limits.DOCUMENTED)) {
            List<String> lines = new ArrayList<>(List.of(WrongWrite.good("first")));
            lines.add(null);
            lines.addAll(WrongWrite.wrongLines("wrong").subList(0, 17));
            WrongWrite.seal(bench, lines);
            Findings found = new DryRun(bench.job()).run();
            assertThat(found.refusedLines()).isEqualTo(17);
            assertThat(found.refusedBatches()).isZero();
            assertThat(found.withoutRequest()).isEqualTo(1);
            assertThat(found.named())
                    .extracting(RefusedLine::row, RefusedLine::customId, RefusedLine::code)
                    .startsWith(
                            tuple(3L, null, "invalid_json_line"),
                            tuple(4L, null, "invalid_json_line"),
                            tuple(5L, null, "invalid_json_line"),
                            tuple(6L, null, "invalid_json_line"),
                            tuple(7L, null, "missing_required_parameter"),
                            tuple(8L, "wrong", "missing_required_parameter"))
                    .contains(
                            tuple(9L, "wrong", "missing_required_parameter"),
                            tuple(10L, "wrong", "missing_required_parameter"),
                            tuple(11L, "wrong", "invalid_method"),
                            tuple(12L, "wrong", "invalid_url"),
                            tuple(13L, "wrong", "url_not_found"),
                            tuple(14L, "first", "duplicate_custom_id"));
            assertThat(found.messages())
                    .anyMatch(message -> message.endsWith(
                            "row 11, custom_id 'wrong', in batch 1: invalid_method: Invalid value: 'GET'. Supported"
                                    + " values are: 'POST'"))
                    .noneMatch(message -> message.contains("secret"));
        }
    }

    @Test
    void ofManyErrorsTheFirstTwentyAreNamedAndAllAreCounted() throws IOException {
        try (Bench bench = dryRun(directory, Limits.DOCUMENTED)) {
            WrongWrite.seal(bench, Collections.nCopies(1500, "no json"));
            Findings found = new DryRun(bench.job()).run();
            assertThat(found.refusedLines()).isEqualTo(1500);
            assertThat(found.named()).hasSize(20);
            assertThat(found.messages())
                    .anyMatch(message -> message.contains("would refuse 1,500 request(s)"))
                    .contains("    and 1,480 errors more");
        }
    }

    @Test
    void aStagedFileThatWasChangedIsNamed() throws IOException {
        try (Bench bench = dryRun(directory, Limits.DOCUMENTED)) {
            bench.sealed(3);
            Job job = bench.job();
            StagedPart part = job.state().writes().iterator().next().parts().get(0);
            Path shard = directory.resolve("job").resolve(part.shardFile(0));
            byte[] bytes = Files.readAllBytes(shard);
            bytes[20] ^= 1;
            Files.write(shard, bytes);
            assertThatThrownBy(() -> new DryRun(job).run())
                    .isInstanceOf(ExternalException.class)
                    .hasMessageContaining(part.shardFile(0));
        }
    }

    /** Each way to be wrong by itself, files that are too long or too large, and a few of them mixed by a seed. */
    static List<List<String>> files() {
        List<List<String>> files = new ArrayList<>();
        for (String wrong : WrongWrite.wrongLines("wrong")) {
            files.add(List.of(WrongWrite.good("first"), wrong));
        }
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            List<String> lines = new ArrayList<>(List.of(WrongWrite.good("first")));
            for (int line = random.nextInt(9); line >= 0; line--) {
                List<String> wrong = WrongWrite.wrongLines("line-" + line);
                lines.add(
                        random.nextBoolean()
                                ? WrongWrite.good("line-" + line)
                                : wrong.get(random.nextInt(wrong.size())));
            }
            Collections.shuffle(lines, random);
            files.add(lines);
        }
        return files;
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatADryRunNamesIsWhatTheServerRefuses(List<String> lines) throws IOException {
        try (Bench bench = dryRun(directory, SMALL)) {
            WrongWrite.seal(bench, lines);
            Findings found = new DryRun(bench.job(), SMALL).run();
            new Cancel(bench.job()).resume("me");
            bench.advance().advance();
            bench.provider.awaitEnds();
            JsonNode batch = bench.provider.batches().stream()
                    .filter(any -> any.path("id").asText().equals(firstBatch(bench)))
                    .findFirst()
                    .orElseThrow();
            List<List<Object>> refused = new ArrayList<>();
            for (JsonNode error : batch.path("errors").path("data")) {
                Long row =
                        error.path("line").isNull() ? null : error.path("line").longValue();
                refused.add(Arrays.asList(
                        row, error.path("code").asText(), error.path("message").asText()));
            }
            assertThat(found.named().stream()
                            .map(line -> Arrays.<Object>asList(line.row(), line.code(), line.reason()))
                            .toList())
                    .isEqualTo(refused);
            assertThat(found.errors()).isEqualTo(refused.size());
            assertThat(batch.path("status").asText()).isEqualTo(refused.isEmpty() ? "completed" : "failed");
        }
    }

    private static String firstBatch(Bench bench) {
        return bench.job().entries().stream()
                .flatMap(entry -> entry.events().stream())
                .filter(Event.Created.class::isInstance)
                .map(Event.Created.class::cast)
                .findFirst()
                .orElseThrow()
                .batchId();
    }

    private static Bench dryRun(Path directory, Limits limits) {
        Bench bench = new Bench(directory, limits);
        bench.purchase = Sample.DRY_RUN;
        return bench;
    }
}
