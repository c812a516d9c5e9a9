package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.UserException;
import io.github.batchferry.child.ShortLived;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    private static final String CHAT = "/v1/chat/completions";

    @TempDir
    Path directory;

    @Test
    void allThatEndedIsThereAfterARestart() throws Exception {
        JsonNode before;
        List<String> lines;
        String file;
        try (Emulator emulator = Emulator.start(EmulatorConfig.at(directory))) {
            EmulatorClient client = new EmulatorClient(emulator);
            file = client.upload(EmulatorClient.chatLines(5));
            before = client.awaitEnd(client.create(file, CHAT).path("id").asText());
            lines = client.lines(before.path("output_file_id"));
        }
        try (Emulator emulator = Emulator.start(EmulatorConfig.at(directory))) {
            EmulatorClient client = new EmulatorClient(emulator);
            assertThat(client.batch(before.path("id").asText())).isEqualTo(before);
            assertThat(client.lines(before.path("output_file_id"))).isEqualTo(lines);
            assertThat(client.get("files/" + file).status()).isEqualTo(200);
            assertThat(client.ledger().path("lines")).hasSize(5);
            assertThat(client.upload("x")).isNotEqualTo(file);
        }
    }

    @Test
    void anOpenBatchGoesOnAfterARestart() throws Exception {
        SettableClock clock = new SettableClock();
        Pace pace = new Pace(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));
        EmulatorConfig config = EmulatorConfig.at(directory).withClock(clock).withPace(pace);
        String id;
        try (Emulator emulator = Emulator.start(config)) {
            EmulatorClient client = new EmulatorClient(emulator);
            id = client.create(client.upload(EmulatorClient.chatLines(5)), CHAT)
                    .path("id")
                    .asText();
        }
        for (String status : List.of("in_progress", "finalizing", "completed")) {
            clock.advance(Duration.ofHours(1));
            try (Emulator emulator = Emulator.start(config)) {
                new EmulatorClient(emulator).awaitStatus(id, status);
            }
        }
        try (Emulator emulator = Emulator.start(config)) {
            EmulatorClient client = new EmulatorClient(emulator);
            assertThat(client.byId(client.batch(id).path("output_file_id"))).hasSize(5);
            assertThat(client.ledgerSummary()
                            .path("max_purchases_per_custom_id")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void aTornLastLineOfTheJournalIsNoChange() throws Exception {
        String id;
        try (Emulator emulator = Emulator.start(EmulatorConfig.at(directory))) {
            id = new EmulatorClient(emulator)
                    .run(EmulatorClient.chatLines(1), CHAT)
                    .path("id")
                    .asText();
        }
        Files.writeString(directory.resolve("journal.jsonl"), "{\"batch\":{\"ord", StandardOpenOption.APPEND);
        try (Emulator emulator = Emulator.start(EmulatorConfig.at(directory))) {
            assertThat(new EmulatorClient(emulator).batch(id).path("status").asText())
                    .isEqualTo("completed");
        }
    }

    @Test
    void killedInTheMiddleItBillsEveryLineOnce() throws Exception {
        String batch = null;
        for (int kills = 0; kills < 3; kills++) {
            Process process = serve(directory);
            String url = firstLine(process);
            EmulatorClient client = new EmulatorClient(url, "sk-test");
            if (batch == null) {
                batch = client.create(client.upload(EmulatorClient.chatLines(20_000)), CHAT)
                        .path("id")
                        .asText();
            }
            client.await(batch, b -> !b.path("status").asText().equals("validating"));
            process.destroyForcibly().waitFor();
        }
        try (Emulator emulator = Emulator.start(EmulatorConfig.at(directory))) {
            EmulatorClient client = new EmulatorClient(emulator);
            JsonNode done = client.awaitStatus(batch, "completed");
            assertThat(client.byId(done.path("output_file_id"))).hasSize(20_000);
            JsonNode summary = client.ledgerSummary();
            assertThat(summary.path("lines_executed").asInt()).isEqualTo(20_000);
            assertThat(summary.path("max_purchases_per_custom_id").asInt()).isEqualTo(1);
        }
    }

    @Test
    void aDirectoryIsServedOnce() throws Exception {
        try (Emulator emulator = Emulator.start(EmulatorConfig.at(directory))) {
            assertThatThrownBy(() -> Emulator.start(EmulatorConfig.at(directory)))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining(directory.toString());
            assertThatThrownBy(() -> Emulator.start(EmulatorConfig.at(directory)))
                    .isInstanceOf(UserException.class);
            assertThat(new EmulatorClient(emulator).get("files").status()).isEqualTo(200);
        }
    }

    @Test
    void theEmbeddedOneIsSharedInAProcess() throws Exception {
        try (EmbeddedEmulator one = Emulator.embedded(directory)) {
            try (EmbeddedEmulator other = Emulator.embedded(directory)) {
                assertThat(other.url()).isEqualTo(one.url());
            }
            assertThat(new EmulatorClient(one.url(), "k").get("files").status()).isEqualTo(200);
        }
        try (EmbeddedEmulator next = Emulator.embedded(directory)) {
            assertThat(new EmulatorClient(next.url(), "k").get("files").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void theEmbeddedOneIsSharedWithAnotherProcessAndOutlivesItsKill() throws Exception {
        Process process = serve(directory);
        String url = firstLine(process);
        try (EmbeddedEmulator embedded = Emulator.embedded(directory)) {
            assertThat(embedded.url()).isEqualTo(url);
            process.destroyForcibly().waitFor();
            try (EmbeddedEmulator next = Emulator.embedded(directory)) {
                assertThat(next.url()).isNotEqualTo(url);
                assertThat(new EmulatorClient(next.url(), "k").get("files").status())
                        .isEqualTo(200);
            }
        }
    }

    private static Process serve(Path directory) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(EmulatorProcess.class.getName(), directory.toString()));
        return ShortLived.start(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT));
    }

    private static String firstLine(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream())).readLine();
    }
}
