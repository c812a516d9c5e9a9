package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is documented or was seen of each dialect, in {@code src/test/resources/served-dialects} with where. */
class DialectFactsTest extends DialectFixture {
    private static final Path FACTS = Path.of("src/test/resources/served-dialects");

    /** One answer: pointers into it, each with a pattern of what stands there. */
    record Fact(String dialect, JsonNode says) {
        @Override
        public String toString() {
            return dialect + ": " + says.path("call").asText() + ", after "
                    + says.path("source").asText();
        }
    }

    static List<Fact> facts() throws IOException {
        List<Fact> facts = new ArrayList<>();
        try (Stream<Path> files = Files.list(FACTS)) {
            for (Path file : files.sorted().toList()) {
                JsonNode told = EmulatorClient.MAPPER.readTree(file.toFile());
                told.path("facts")
                        .forEach(fact -> facts.add(new Fact(told.path("dialect").asText(), fact)));
            }
        }
        return facts;
    }

    @ParameterizedTest
    @MethodSource("facts")
    void anAnswerLooksAsItsSourceSays(Fact fact) throws Exception {
        assertThat(fact.says().path("source").asText()).isNotEmpty();
        EmulatorClient.Answer answer = answer(
                fact.dialect(),
                fact.says().path("call").asText(),
                fact.says().path("endpoint").asText(CHAT));
        assertThat(answer.status()).isEqualTo(fact.says().path("status").asInt(200));
        JsonNode json = answer.json();
        fact.says()
                .path("says")
                .fields()
                .forEachRemaining(field -> assertThat(json.at(field.getKey()))
                        .as("%s of %s", field.getKey(), json)
                        .asString()
                        .matches(field.getValue().asText()));
        fact.says()
                .path("lacks")
                .forEach(pointer -> assertThat(json.at(pointer.asText()).isMissingNode())
                        .as("%s of %s", pointer, json)
                        .isTrue());
    }

    private EmulatorClient.Answer answer(String dialect, String call, String endpoint) throws IOException {
        boolean waits = call.equals("create");
        speak(dialect, waits ? new Pace(Duration.ofHours(1), Duration.ZERO, Duration.ZERO) : Pace.AT_ONCE);
        String lines = EmulatorClient.chatLines(1).replace(CHAT, endpoint);
        return switch (call) {
            case "upload" -> client.send(lines, Map.of());
            case "create" -> client.create(uploaded(lines), endpoint);
            case "completed" -> batch(lines, endpoint);
            case "failed" -> batch("{\n", endpoint);
            case "list" -> {
                run(lines, endpoint);
                yield client.get("batches");
            }
            case "wrong-key" -> new DialectClient(url(), "sk-wrong", "").get("batches");
            case "answer" ->
                client.file(run(lines, endpoint).path("output_file_id").asText());
            case "line-error" -> {
                control.fault("{\"lines\":[{\"customId\":\"row-1\",\"error\":{\"code\":\"c\",\"message\":\"m\"}}]}");
                yield client.file(run(lines, endpoint).path("error_file_id").asText());
            }
            default -> throw new AssertionError("no such call: " + call);
        };
    }

    private EmulatorClient.Answer batch(String lines, String endpoint) throws IOException {
        return client.look(run(lines, endpoint).path("id").asText());
    }
}
