package io.github.batchferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.cli.CommandLineFixture.Called;
import io.github.batchferry.emulator.Emulator;
import io.github.batchferry.emulator.EmulatorConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A purchase without a known end, and the person who settles it. */
class ResolveTest {
    @TempDir
    Path directory;

    private Emulator emulator;
    private CommandLineFixture line;

    @BeforeEach
    void seal() throws IOException {
        emulator = Emulator.start(EmulatorConfig.at(directory.resolve("server")));
        line = new CommandLineFixture(directory);
        SealedJob.create(directory.resolve("job"), emulator.url(), "env:OPENAI_API_KEY", List.of("one", "two"));
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void whatIsHeldIsShownWithItsCommandAndBoughtOnceItIsGivenUp() throws IOException {
        fault("{\"requests\":[{\"method\":\"POST\",\"path\":\"/v1/batches\",\"drop\":\"before\"}]}");
        assertThat(line.call("await", "job").exitCode()).isEqualTo(ExitCode.NEEDS_A_PERSON);
        String place = directory.resolve("job").toString();
        assertThat(line.call("status", "job").out())
                .contains("HELD: batch 1 is held in doubt")
                .contains("resolve '" + place + "' 1 --bought ID  (or --not-bought)")
                .contains("2 rows: 2 pending");
        Called resolved = line.call("resolve", "job", "1", "--not-bought");
        assertThat(resolved.exitCode()).as(resolved.err()).isEqualTo(ExitCode.OK);
        assertThat(line.call("await", "job", "--poll-interval", "10ms").exitCode())
                .isEqualTo(ExitCode.OK);
        assertThat(sales().path("max_purchases_per_custom_id").asInt()).isEqualTo(1);
    }

    @Test
    void whatWasBoughtAfterAllIsCarriedOnUnderItsId() throws IOException {
        fault("{\"requests\":[{\"method\":\"POST\",\"path\":\"/v1/batches\",\"drop\":\"after\"}],"
                + "\"batches\":[{\"hide\":{\"list\":1000,\"get\":0}}]}");
        assertThat(line.call("await", "job").exitCode()).isEqualTo(ExitCode.NEEDS_A_PERSON);
        assertThat(line.call("resolve", "job", "1", "--bought", "batch_other").exitCode())
                .isEqualTo(ExitCode.FAILED);
        String id = ledger("/emulator/ledger").at("/batches/0/batch_id").asText();
        Called resolved = line.call("resolve", "job", "1", "--bought", id);
        assertThat(resolved.exitCode()).as(resolved.err()).isEqualTo(ExitCode.OK);
        assertThat(line.call("await", "job", "--poll-interval", "10ms").exitCode())
                .isEqualTo(ExitCode.OK);
        assertThat(sales().path("batches_accepted").asInt()).isEqualTo(1);
    }

    @Test
    void aBatchThatIsNotInDoubtIsNotTouched() {
        line.call("await", "job", "--poll-interval", "10ms");
        Called called = line.call("resolve", "job", "1", "--not-bought");
        assertThat(called.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(called.err()).contains("batch 1 is not in doubt");
    }

    private void fault(String script) {
        CommandLineFixture.control(emulator).fault(script);
    }

    private JsonNode sales() throws IOException {
        return ledger("/emulator/ledger?view=summary");
    }

    private JsonNode ledger(String path) throws IOException {
        return CommandLineFixture.control(emulator).get(path);
    }
}
