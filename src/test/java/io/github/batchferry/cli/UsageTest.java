package io.github.batchferry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    @TempDir
    Path directory;

    private CommandLineFixture line;

    @BeforeEach
    void make() {
        line = new CommandLineFixture(directory);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "statsu job",
                "status",
                "status job more",
                "resolve job 1",
                "resolve job 1 --bought x --not-bought",
                "resolve job one --not-bought",
                "await job --timeout soon",
                "await job --api-token-ref sk-4711abcdefgh",
                "emulator",
                "emulator --data d --port 70000",
                "emulator --data d --upstream here",
                "emulator --data d --world list=upside-down",
                "emulator --data d --dialect klingon",
                "emulator --data d --dialect status=shouted"
            })
    void wrongWordsEndWithTwoAndOneMessage(String words) {
        CommandLineFixture.Called called = line.call(words.isEmpty() ? new String[0] : words.split(" "));
        assertThat(called.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(called.out()).isEmpty();
        assertThat(called.err()).isNotBlank().doesNotContain("\tat ").doesNotContain("4711");
    }

    @Test
    void aMisspeltCommandIsToldItsNeighbour() {
        assertThat(line.call("statsu", "job").err()).contains("Did you mean").contains("status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"emulator", "status", "advance", "await", "resolve"})
    void everyCommandExplainsItself(String command) {
        CommandLineFixture.Called called = line.call(command, "--help");
        assertThat(called.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(called.out()).contains("Usage: java -jar batchferry.jar " + command);
        assertThat(line.call("--help").out()).contains(command).contains("Exit codes");
    }

    @Test
    void theFreedomsOfWorldsAreListedByWhetherTheyHeal() {
        long all = line.call("emulator", "--world", "list").out().lines().count();
        CommandLineFixture.Called healing = line.call("emulator", "--world", "list-healing");
        assertThat(healing.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(healing.out()).containsPattern("(?m)^list=oldest-first +\\S").doesNotContain("end=files-gone");
        String lasting = line.call("emulator", "--world", "list-lasting").out();
        assertThat(lasting).containsPattern("(?m)^end=files-gone +\\S").doesNotContain("list=oldest-first");
        assertThat(healing.out().lines().count() + lasting.lines().count()).isEqualTo(all);
    }

    @Test
    void theDialectsAreListedEachWithWhoSpeaksItAndItsQuirks() {
        CommandLineFixture.Called called = line.call("emulator", "--dialect", "list");
        assertThat(called.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(called.out())
                .containsPattern("(?m)^openai +\\S")
                .containsPattern("(?m)^together +Together; .*list=array")
                .containsPattern("(?m)^odd +\\S")
                .containsPattern("(?m)^ +times=iso +\\S");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "advance", "await"})
    void whereNoJobIsThatIsSaid(String command) {
        CommandLineFixture.Called called = line.call(command, "nothing");
        assertThat(called.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(called.err())
                .startsWith("error: there is no job at " + directory.resolve("nothing"))
                .doesNotContain("\tat ");
        assertThat(directory.resolve("nothing")).doesNotExist();
    }
}
