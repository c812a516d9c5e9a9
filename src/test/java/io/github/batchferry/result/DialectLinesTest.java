package io.github.batchferry.result;

import static io.github.batchferry.request.endpoint.Endpoints.CHAT_COMPLETIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.batchferry.result.answer.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Result lines as others than OpenAI write them. */
class DialectLinesTest {
    private static final Path FIXTURE = Path.of("src/test/resources/dialects/lines.json");

    static List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        JsonMapper.builder().build().readTree(FIXTURE.toFile()).path("lines").forEach(lines::add);
        return lines;
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aLineOfAnyFormSaysWhatItSays(JsonNode told) throws IOException {
        Collected collected =
                new Collected(CHAT_COMPLETIONS, "r").output(told.path("line").toString());

        try (AnswerReader reader = collected.reader()) {
            assertThat(reader.outcome())
                    .isEqualTo(Outcome.valueOf(told.path("outcome").asText()));
            if (told.has("text")) {
                assertThat(reader.text()).hasToString(told.path("text").asText());
            }
            if (told.has("code")) {
                assertThat(reader.error().code()).isEqualTo(told.path("code").asText());
            }
            if (told.has("message")) {
                assertThat(reader.error().message())
                        .isEqualTo(told.path("message").asText());
            }
            AnswerOrReason.check(reader, CHAT_COMPLETIONS);
        }
    }
}
