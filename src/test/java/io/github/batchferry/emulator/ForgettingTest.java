package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.UserException;
import io.github.batchferry.emulator.line.BodyKeeping;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link BodyKeeping#FORGET} still answers, and how little it keeps for that. */
class ForgettingTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String FAULTS = """
            {"lines":[{"line":2,"status":429,"code":"rate_limit_exceeded"},{"line":3,"missing":"paid"},
            {"line":4,"missing":"unpaid"},{"line":5,"error":{"code":"server_error","message":"no"}},
            {"line":6,"duplicated":"same"},{"line":7,"raw":"{not json"},{"line":8,"foreign":"not-ours"}]}""";

    @TempDir
    Path directory;

    @Test
    void resultsAreMadeAgainWithTheSameBytesAtEveryDownload() throws Exception {
        EmulatorConfig config = EmulatorConfig.at(directory).withBodies(BodyKeeping.FORGET);
        JsonNode output;
        String first;
        try (Emulator emulator = Emulator.start(config)) {
            EmulatorClient client = new EmulatorClient(emulator);
            output = client.run(EmulatorClient.chatLines(500), CHAT).path("output_file_id");
            first = content(client, output);
            assertThat(content(client, output)).isEqualTo(first);
            assertThat(client.byId(output)).hasSize(500).containsKeys("row-1", "row-500");
            assertThat(client.byId(output)
                            .get("row-7")
                            .at("/response/body/choices/0/message/content")
                            .asText())
                    .isNotEmpty();
            assertThat(client.get("files/" + output.asText())
                            .json()
                            .path("bytes")
                            .asLong())
                    .isEqualTo(first.getBytes(StandardCharsets.UTF_8).length);
        }
        try (Emulator emulator = Emulator.start(config)) {
            EmulatorClient client = new EmulatorClient(emulator);
            assertThat(content(client, output)).isEqualTo(first);
            assertThat(client.delete("files/" + output.asText()).status()).isEqualTo(200);
            assertThat(client.get("files/" + output.asText() + "/content").status())
                    .isEqualTo(404);
        }
        assertThat(kept(directory.resolve("files"))).isZero();
    }

    @Test
    void exceptForTheAnswersNothingDiffersFromAnEmulatorThatForgetsNothing() throws Exception {
        JsonNode whole = summary(BodyKeeping.KEEP);
        JsonNode brief = summary(BodyKeeping.FORGET);
        assertThat(brief.path("ledger").path("distinct_bodies").isNull()).isTrue();
        assertThat(brief.path("ledger").path("max_purchases_per_body").isNull()).isTrue();
        for (JsonNode view : List.of(whole, brief)) {
            ((ObjectNode) view.path("ledger")).remove(List.of("distinct_bodies", "max_purchases_per_body"));
        }
        assertThat(brief).isEqualTo(whole);
    }

    @Test
    void aLineThatAFaultHasSpoiltSpoilsNoOther() throws Exception {
        EmulatorConfig config = EmulatorConfig.at(directory).withBodies(BodyKeeping.FORGET);
        try (Emulator emulator = Emulator.start(config)) {
            EmulatorClient client = new EmulatorClient(emulator);
            client.fault("{\"lines\":[{\"every\":2,\"outputChars\":5000}]}");
            JsonNode batch = client.run(EmulatorClient.chatLines(20), CHAT);
            client.byId(batch.path("output_file_id")).forEach((id, line) -> {
                boolean spoilt = Integer.parseInt(id.substring("row-".length())) % 2 == 0;
                assertThat(line.at("/response/body/choices/0/message/content").asText())
                        .as(id)
                        .matches(text -> text.length() == 5000 == spoilt);
            });
        }
    }

    @Test
    void aRequestThatIsBoughtTwiceStandsOut() throws Exception {
        EmulatorConfig config = EmulatorConfig.at(directory).withBodies(BodyKeeping.FORGET);
        try (Emulator emulator = Emulator.start(config)) {
            EmulatorClient client = new EmulatorClient(emulator);
            client.run(EmulatorClient.chatLines(5), CHAT);
            client.run(EmulatorClient.chatLines(1), CHAT);
            JsonNode summary = client.ledgerSummary();
            assertThat(summary.path("max_purchases_per_custom_id").asInt()).isEqualTo(2);
            assertThat(summary.at("/purchased_more_than_once/0/custom_id").asText())
                    .isEqualTo("row-1");
            assertThat(client.ledger().path("lines")).hasSize(6).allSatisfy(line -> {
                assertThat(line.path("custom_id").asText()).startsWith("row-");
                assertThat(line.path("status").asInt()).isEqualTo(200);
                assertThat(line.hasNonNull("body_sha256")).isFalse();
            });
        }
    }

    @Test
    void aRequestThatHasEndedTakesAFewBytes() throws Exception {
        int count = 20_000;
        EmulatorConfig config = EmulatorConfig.at(directory).withBodies(BodyKeeping.FORGET);
        try (Emulator emulator = Emulator.start(config)) {
            EmulatorClient client = new EmulatorClient(emulator);
            JsonNode batch = client.run(EmulatorClient.chatLines(count), CHAT);
            String input = batch.path("input_file_id").asText();
            client.await(
                    batch.path("id").asText(),
                    unused -> !Files.exists(directory.resolve("files").resolve(input)));
            assertThat(kept(directory)).isLessThan(20L * count);
        }
    }

    @Test
    void answersOfAnotherServerAreNotForgotten() {
        EmulatorConfig config = EmulatorConfig.at(directory).withUpstream(URI.create("http://127.0.0.1:9"));
        assertThatThrownBy(() -> config.withBodies(BodyKeeping.FORGET))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("http://127.0.0.1:9");
    }

    private JsonNode summary(BodyKeeping keeping) throws IOException {
        EmulatorConfig config =
                EmulatorConfig.at(directory.resolve(keeping.name())).withBodies(keeping);
        try (Emulator emulator = Emulator.start(config)) {
            EmulatorClient client = new EmulatorClient(emulator);
            client.fault(FAULTS);
            JsonNode batch = client.run(EmulatorClient.chatLines(30), CHAT);
            client.delete("/emulator/faults");
            client.fault("{\"batches\":[{\"expire\":0.5}]}");
            JsonNode expired = client.run(EmulatorClient.chatLines(30).replace("row-", "late-"), CHAT);
            ObjectNode view = EmulatorClient.MAPPER.createObjectNode();
            view.set("counts", batch.path("request_counts"));
            view.put("lines", client.lines(batch.path("output_file_id")).size());
            view.set("errors", EmulatorClient.MAPPER.valueToTree(customIds(client, batch)));
            view.set("expired", expired.path("request_counts"));
            view.put("unanswered", client.lines(expired.path("error_file_id")).size());
            view.set("ledger", client.ledgerSummary());
            return view;
        }
    }

    private static HashSet<String> customIds(EmulatorClient client, JsonNode batch) throws IOException {
        return new HashSet<>(client.byId(batch.path("error_file_id")).keySet());
    }

    private static String content(EmulatorClient client, JsonNode file) throws IOException {
        return client.get("files/" + file.asText() + "/content").text();
    }

    private static long kept(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
