package io.github.batchferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.batchferry.cli.CommandLineFixture.Called;
import io.github.batchferry.emulator.Emulator;
import io.github.batchferry.emulator.EmulatorConfig;
import io.github.batchferry.ledger.PurchaseTerms;
import io.github.batchferry.price.PriceTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a sealed job to its end, without Spark, against a real server. */
class JobCommandsTest {
    private static final String KEY = "env:OPENAI_API_KEY";
    private static final String STAY_IN_PROGRESS =
            "{\"batches\":[{\"times\":-1,\"stay\":{\"status\":\"in_progress\"}}]}";

    @TempDir
    Path directory;

    private Emulator emulator;
    private CommandLineFixture line;

    @BeforeEach
    void start() throws IOException {
        emulator = Emulator.start(EmulatorConfig.at(directory.resolve("server")));
        line = new CommandLineFixture(directory);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private void seal(String tokenRef) throws IOException {
        SealedJob.create(
                directory.resolve("job"), emulator.url(), tokenRef, Arrays.asList("one", "two", null, "three"));
    }

    @Test
    void awaitBuysAndCollectsUntilTheEnd() throws IOException {
        seal(KEY);
        Called called = line.call("await", "job", "--poll-interval", "10ms");
        assertThat(called.exitCode()).as(called.err()).isEqualTo(ExitCode.OK);
        assertThat(called.err()).contains("2 of 2 batches collected, 3 of 3 requests completed");
        assertThat(called.out()).contains("next: spark.read.format(\"openai-batch\").load(\"" + directory);
        JsonNode status = status();
        assertThat(status.path("state").asText()).isEqualTo("ended");
        assertThat(status.path("rows").path("total").asInt()).isEqualTo(4);
        assertThat(status.path("rows").path("succeeded").asInt()).isEqualTo(3);
        assertThat(status.path("rows").path("failed").asInt()).isEqualTo(1);
        assertThat(line.call("await", "job").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(sales().path("lines_purchased").asInt()).isEqualTo(3);
    }

    @Test
    void advanceSaysWithThreeThatTheJobStillRuns() throws IOException {
        seal(KEY);
        CommandLineFixture.control(emulator).fault(STAY_IN_PROGRESS);
        assertThat(line.call("advance", "job").exitCode()).isEqualTo(ExitCode.RUNNING);
        Called again = line.call("advance", "job");
        assertThat(again.exitCode()).isEqualTo(ExitCode.RUNNING);
        assertThat(again.out()).contains("0 of 2 batches collected").contains("next: java -jar batchferry.jar await '");
        Called status = line.call("status", "job");
        assertThat(status.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(status.out())
                .contains("job " + directory.resolve("job") + ": running")
                .contains("monday")
                .contains("gpt-6-luna")
                .contains("4 rows: 1 failed, 3 pending");
        assertThat(line.call("await", "job", "--timeout", "1m").exitCode()).isEqualTo(ExitCode.RUNNING);
        assertThat(sales().path("batches_accepted").asInt()).isEqualTo(2);
    }

    @Test
    void verifyPrintsWhatItLookedAtOrTheFirstDifference() throws IOException {
        seal(KEY);
        line.call("await", "job");
        Called whole = line.call(Map.of(), "verify", "job");
        assertThat(whole.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(whole.out())
                .contains("rows      4, 3 of them with a request")
                .contains("batches   2")
                .contains("answers   3")
                .endsWith("verified: nothing differs" + System.lineSeparator());

        Path rows = directory.resolve("job/writes/w1/part-00000-0.rows");
        byte[] bytes = Files.readAllBytes(rows);
        bytes[100] ^= 1;
        Files.write(rows, bytes);
        Called damaged = line.call(Map.of(), "verify", "job");
        assertThat(damaged.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(damaged.out()).isEmpty();
        assertThat(damaged.err())
                .contains("'writes/w1/part-00000-0.rows'")
                .contains("bytes from byte 0 on have the checksum")
                .contains("Restore it from a copy of the job directory");
    }

    @Test
    void cancelEndsWhatIsOpenAndResumeLetsTheJobGoOn() throws IOException {
        seal(KEY);
        CommandLineFixture.control(emulator).fault(STAY_IN_PROGRESS);
        line.call("advance", "job");
        Called cancelled = line.call("cancel", "job", "--poll-interval", "10ms");
        assertThat(cancelled.exitCode()).as(cancelled.err()).isEqualTo(ExitCode.OK);
        assertThat(cancelled.err()).contains("Nothing is bought any more");
        assertThat(cancelled.out()).contains("java -jar batchferry.jar resume '");
        assertThat(line.call("status", "job").out())
                .contains("job " + directory.resolve("job") + ": cancelled")
                .contains("4 rows: 1 failed, 3 cancelled");
        assertThat(line.call("await", "job").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(line.call("cancel", "job").err()).contains("cancelled already");
        assertThat(sales().path("lines_purchased").asInt()).isZero();

        CommandLineFixture.control(emulator).noFaults();
        assertThat(line.call("resume", "job").exitCode()).isEqualTo(ExitCode.RUNNING);
        assertThat(line.call("await", "job", "--poll-interval", "10ms").exitCode())
                .isEqualTo(ExitCode.OK);
        assertThat(line.call("status", "job").out()).contains("4 rows: 3 succeeded, 1 failed");
        assertThat(sales().path("lines_purchased").asInt()).isEqualTo(3);
        Called again = line.call("resume", "job");
        assertThat(again.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(again.err()).contains("is not cancelled: there is nothing to resume");
    }

    @Test
    void aDryRunWaitsForAPersonAndResumeBuysWhatIsStaged() throws IOException {
        SealedJob.create(
                directory.resolve("job"),
                emulator.url(),
                KEY,
                Arrays.asList("one", "two", null, "three"),
                PurchaseTerms.Pause.DRY_RUN);
        for (String command : List.of("advance", "await")) {
            Called called = line.call(command, "job");
            assertThat(called.exitCode()).as(called.err()).isEqualTo(ExitCode.NEEDS_A_PERSON);
            assertThat(called.out())
                    .contains("Nothing is bought: this is a dry run, which waits for 'resume'")
                    .contains("next: java -jar batchferry.jar resume '" + directory.resolve("job") + "'");
        }
        assertThat(status().path("state").asText()).isEqualTo("dry run");
        assertThat(line.call("status", "job").out())
                .contains("job " + directory.resolve("job") + ": dry run")
                .contains("4 rows: 1 failed, 3 pending")
                .contains("waits for 'resume'");
        assertThat(sales().path("batches_accepted").asInt()).isZero();

        assertThat(line.call("resume", "job").exitCode()).isEqualTo(ExitCode.RUNNING);
        assertThat(line.call("await", "job", "--poll-interval", "10ms").exitCode())
                .isEqualTo(ExitCode.OK);
        assertThat(line.call("status", "job").out()).contains("4 rows: 3 succeeded, 1 failed");
        assertThat(sales().path("lines_purchased").asInt()).isEqualTo(3);
        assertThat(line.call("resume", "job").err()).contains("there is nothing to resume");
    }

    @Test
    void aDryRunThatIsCancelledIsBoughtAfterOneResume() throws IOException {
        SealedJob.create(directory.resolve("job"), emulator.url(), KEY, List.of("one"), PurchaseTerms.Pause.DRY_RUN);
        assertThat(line.call("cancel", "job").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(status().path("state").asText()).isEqualTo("cancelled");
        line.call("resume", "job");
        assertThat(sales().path("lines_purchased").asInt()).isEqualTo(1);
    }

    @Test
    void aStopSaysWhatIsPaidWhatIsSafeAndTheCommandThatGoesOn() throws IOException {
        seal(KEY);
        CommandLineFixture.control(emulator)
                .fault("{\"requests\":[{\"method\":\"POST\",\"path\":\"/v1/batches\",\"nth\":2,\"status\":429,"
                        + "\"body\":{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"no money\"}}}]}");
        Called called = line.call("advance", "job");
        assertThat(called.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(called.err())
                .contains("no money")
                .contains("Whoever pays for this organization must raise its limit")
                .contains("Bought so far: 1 batch (2 requests), 0 of them collected")
                .contains("None of that is bought again")
                .contains("java -jar batchferry.jar await '" + directory.resolve("job") + "'");
        assertThat(line.call("await", "job", "--poll-interval", "10ms").exitCode())
                .isEqualTo(ExitCode.OK);
        assertThat(sales().path("lines_purchased").asInt()).isEqualTo(3);
    }

    @Test
    void statusSaysWhatTheJobCostByModelAndBatchWithTheDateOfThePrices() throws IOException {
        SealedJob.create(directory.resolve("job"), "emulator", KEY, Arrays.asList("one", "two", null, "three"));
        line.call(Map.of(), "await", "job", "--poll-interval", "10ms");

        JsonNode cost = status().path("cost");
        String date = PriceTable.ofJar().origin().date();
        assertThat(new BigDecimal(cost.path("usd").asText())).isPositive();
        assertThat(new BigDecimal(cost.path("realTimeUsd").asText()))
                .isEqualByComparingTo(new BigDecimal(cost.path("usd").asText()).multiply(BigDecimal.valueOf(2)));
        assertThat(cost.path("withoutAnswerUsd").asText()).isEqualTo("0");
        assertThat(cost.path("unknownBatches").asInt()).isZero();
        assertThat(cost.path("models").path(0).path("model").asText()).isEqualTo("gpt-6-luna");
        assertThat(cost.path("models").path(0).path("prices").path("date").asText())
                .isEqualTo(date);
        JsonNode batches = status().path("batches");
        assertThat(new BigDecimal(batches.path(0).path("cost").path("usd").asText())
                        .add(new BigDecimal(
                                batches.path(1).path("cost").path("usd").asText())))
                .isEqualByComparingTo(cost.path("usd").asText());
        assertThat(batches.path(0)
                        .path("cost")
                        .path("tokens")
                        .path("answers")
                        .path("lines")
                        .asInt())
                .isEqualTo(2);
        assertThat(batches.path(0).path("cost").path("difference").isNull()).isTrue();
        assertThat(line.call("status", "job").out())
                .contains("had a real server answered:")
                .contains(cost.path("usd").asText())
                .contains(date + " (litellm");
    }

    @Test
    void aCostThatNobodyKnowsIsUnknownUntilPricesAreGiven() throws IOException {
        seal(KEY);
        assertThat(status().path("cost").path("openBatches").asInt()).isZero();
        line.call("await", "job", "--poll-interval", "10ms");
        assertThat(status().path("cost").path("usd").isNull()).isTrue();
        assertThat(status().path("cost").path("unknownBatches").asInt()).isEqualTo(2);
        assertThat(line.call("status", "job").out()).contains("unknown").contains(" has none");

        Files.writeString(
                directory.resolve("prices.json"),
                "{\"date\":\"2026-01-31\",\"source\":\"contract 7\",\"providers\":{\"openai-compatible\":{\"gpt-6-luna\":"
                        + "{\"input\":\"0.5\",\"output\":\"0\",\"batch\":{\"input\":\"0.25\",\"output\":\"0\"}}}}}");
        JsonNode priced = status("--prices", "prices.json").path("cost");
        assertThat(priced.path("models").path(0).path("prices").path("source").asText())
                .isEqualTo("contract 7");
        assertThat(new BigDecimal(priced.path("usd").asText())).isPositive();

        Called elsewhere = line.call("status", "job", "--prices", "s3a://b/prices.json");
        assertThat(elsewhere.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(elsewhere.err()).contains("is no file on this machine");
    }

    @Test
    void statusNeedsNeitherServerNorToken() throws IOException {
        seal(KEY);
        emulator.close();
        Called called = line.call(Map.of(), "status", "job");
        assertThat(called.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(called.out()).contains("no batch yet").contains("4 rows: 1 failed, 3 pending");
    }

    @Test
    void aMissingTokenIsToldWithItsPlace() throws IOException {
        seal("env:OTHER_KEY");
        Called called = line.call("advance", "job");
        assertThat(called.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(called.err()).contains("OTHER_KEY is not set");
        assertThat(line.call("advance", "job", "--api-token-ref", KEY).exitCode())
                .isEqualTo(ExitCode.RUNNING);
    }

    @Test
    void theUsualTokenGoesToNoOtherServerUnasked() throws IOException {
        seal("conf:spark.openai.token");
        Called called = line.call("advance", "job");
        assertThat(called.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(called.err()).contains("needs a Spark session");
        assertThat(CommandLineFixture.control(emulator).text("GET", "/emulator/calls", ""))
                .doesNotContain("/v1/");
    }

    @Test
    void aJobOfTheBuiltInServerNeedsNoToken() throws IOException {
        SealedJob.create(directory.resolve("job"), "emulator", KEY, Arrays.asList("one"));
        assertThat(line.call(Map.of(), "await", "job", "--poll-interval", "10ms")
                        .exitCode())
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void aJobOfTheBuiltInServerSaysThatItsAnswersAreMadeUp() throws IOException {
        SealedJob.create(directory.resolve("job"), "emulator", KEY, Arrays.asList("one"));
        Called await = line.call(Map.of(), "await", "job", "--poll-interval", "10ms");
        assertThat(await.err().split("its answers are made up", -1)).hasSize(2);
        assertThat(line.call("status", "job").out()).contains("server emulator (built in: the answers are made up)");
        assertThat(status().path("madeUp").asBoolean()).isTrue();
    }

    @Test
    void aTokenForARealServerIsNoTokenForARehearsal() throws IOException {
        SealedJob.create(directory.resolve("job"), "emulator", KEY, Arrays.asList("one"));
        Called called = line.call("advance", "job", "--api-token-ref", "env:OPENAI_API_KEY");
        assertThat(called.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(called.err()).contains("was made with the emulator", "'apiTokenRef'", "Leave that out");
        assertThat(directory.resolve("job/emulator")).doesNotExist();
    }

    private JsonNode status(String... more) throws IOException {
        String[] words = Stream.concat(Stream.of("status", "job", "--json"), Arrays.stream(more))
                .toArray(String[]::new);
        return new ObjectMapper().readTree(line.call(words).out());
    }

    private JsonNode sales() throws IOException {
        return CommandLineFixture.control(emulator).summary();
    }
}
