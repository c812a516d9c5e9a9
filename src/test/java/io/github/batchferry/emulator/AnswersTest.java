package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String RESPONSES = "/v1/responses";
    private static final String EMBEDDINGS = "/v1/embeddings";

    @TempDir
    Path directory;

    private Emulator emulator;
    private EmulatorClient client;

    @BeforeEach
    void start() {
        emulator = Emulator.start(EmulatorConfig.at(directory));
        client = new EmulatorClient(emulator);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @ParameterizedTest
    @CsvSource({
        "I love this phone,positive",
        "The worst hotel ever,negative",
        "It is a phone,neutral",
        "This is not good,negative",
        "この映画は最高でした,positive",
        "サービスがひどい,negative"
    })
    void sentimentIsOneWord(String text, String sentiment) throws Exception {
        String body = """
                {"model":"m","messages":[{"role":"system","content":"Classify the sentiment as positive, negative or neutral."},
                {"role":"user","content":"%s"}]}""";
        assertThat(client.answer(CHAT, body.formatted(text))
                        .at("/choices/0/message/content")
                        .asText())
                .isEqualTo(sentiment);
    }

    @ParameterizedTest
    @CsvSource({"こんにちは。,Hello.", "この猫はとても小さいです。,This cat is very small.", "銀河鉄道に乗る。,[emulated translation] 銀河鉄道に乗る。"})
    void translationIsPlainOrMarked(String japanese, String english) throws Exception {
        String body = "{\"model\":\"m\",\"instructions\":\"Translate into English.\",\"input\":\"%s\"}";
        assertThat(responsesText(client.answer(RESPONSES, body.formatted(japanese))))
                .isEqualTo(english);
        String inPrompt = "{\"model\":\"m\",\"input\":\"Translate to English: %s\"}";
        assertThat(responsesText(client.answer(RESPONSES, inPrompt.formatted(japanese))))
                .isEqualTo(english);
    }

    @Test
    void structuredOutputsKeepToTheirSchema() throws Exception {
        String schema = """
                {"type":"object","additionalProperties":false,"required":["sentiment","score","tags","who","when","next"],
                 "properties":{"sentiment":{"type":"string","enum":["positive","negative","neutral"]},
                 "score":{"type":"integer","minimum":1,"maximum":5},"share":{"type":"number","minimum":0,"maximum":1},
                 "tags":{"type":"array","items":{"type":"string"},"minItems":2,"maxItems":3},
                 "who":{"$ref":"#/$defs/person"},"when":{"type":"string","format":"date"},
                 "next":{"anyOf":[{"$ref":"#"},{"type":"null"}]}},
                 "$defs":{"person":{"type":"object","required":["name"],"properties":{"name":{"type":["string","null"]}}}}}""";
        String chat = """
                {"model":"m","messages":[{"role":"user","content":"I love it"}],
                 "response_format":{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":%s}}}""".formatted(schema);
        JsonNode value = EmulatorClient.MAPPER.readTree(
                client.answer(CHAT, chat).at("/choices/0/message/content").asText());
        assertThat(value.path("sentiment").asText()).isEqualTo("positive");
        assertThat(value.path("score").isInt()).isTrue();
        assertThat(value.path("score").asInt()).isBetween(1, 5);
        assertThat(value.path("share").asDouble()).isBetween(0.0, 1.0);
        assertThat(value.path("tags")).hasSize(2);
        assertThat(value.at("/who/name").isTextual()).isTrue();
        assertThat(value.path("when").asText()).isEqualTo("2026-01-01");
        assertThat(value.path("next").isObject()).isTrue();
        String responses = "{\"model\":\"m\",\"input\":\"I love it\",\"text\":{\"format\":{\"type\":\"json_schema\","
                + "\"name\":\"n\",\"schema\":%s}}}";
        assertThat(EmulatorClient.MAPPER.readTree(responsesText(client.answer(RESPONSES, responses.formatted(schema)))))
                .isEqualTo(value);
    }

    @Test
    void aResponseHasItsTextInItsPlaceAndItsUsage() throws Exception {
        JsonNode body =
                client.answer(RESPONSES, "{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":\"12345\"}]}");
        assertThat(responsesText(body))
                .isEqualTo("emulated answer to sha256:"
                        + EmulatorTest.sha256("12345").substring(0, 16));
        assertThat(body.path("status").asText()).isEqualTo("completed");
        assertThat(body.path("model").asText()).isEqualTo("m-emulated");
        assertThat(body.path("system_fingerprint").asText()).isEqualTo("batchferry-emulator");
        assertThat(body.at("/usage/input_tokens").asInt()).isEqualTo(2);
        assertThat(body.at("/usage/output_tokens").asInt()).isEqualTo(11);
    }

    @Test
    void embeddingsAreUnitVectorsInEitherEncoding() throws Exception {
        JsonNode floats = client.answer(EMBEDDINGS, "{\"model\":\"e\",\"input\":[\"a\",\"b\"],\"dimensions\":8}");
        JsonNode base64 = client.answer(
                EMBEDDINGS, "{\"model\":\"e\",\"input\":\"a\",\"dimensions\":8,\"encoding_format\":\"base64\"}");
        assertThat(floats.path("data")).hasSize(2);
        assertThat(floats.at("/data/1/index").asInt()).isEqualTo(1);
        assertThat(floats.at("/data/0/embedding")).isNotEqualTo(floats.at("/data/1/embedding"));
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder()
                        .decode(base64.at("/data/0/embedding").asText()))
                .order(ByteOrder.LITTLE_ENDIAN);
        double length = 0;
        for (JsonNode value : floats.at("/data/0/embedding")) {
            assertThat((float) value.asDouble()).isEqualTo(bytes.getFloat());
            length += value.asDouble() * value.asDouble();
        }
        assertThat(bytes.hasRemaining()).isFalse();
        assertThat(length).isCloseTo(1, within(1e-6));
        assertThat(client.answer(EMBEDDINGS, "{\"model\":\"e\",\"input\":\"a\"}")
                        .at("/data/0/embedding"))
                .hasSize(1536);
    }

    @Test
    void anUpstreamServerAnswersInPlaceOfTheEmulator() throws Exception {
        HttpServer upstream = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        upstream.createContext("/api/chat/completions", exchange -> {
            JsonNode asked = EmulatorClient.MAPPER.readTree(exchange.getRequestBody());
            boolean good = !asked.at("/messages/0/content").asText().equals("prompt 3");
            String answer = good
                    ? "{\"echo\":" + asked.at("/messages/0/content")
                            + ",\"usage\":{\"prompt_tokens\":3,\"total_tokens\":3}}"
                    : "overloaded";
            exchange.sendResponseHeaders(good ? 200 : 503, 0);
            exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        upstream.start();
        URI uri = URI.create("http://127.0.0.1:" + upstream.getAddress().getPort() + "/api/");
        try (Emulator gateway = Emulator.start(EmulatorConfig.at(directory.resolve("gateway"))
                .withUpstream(uri)
                .withUpstreamConcurrency(4))) {
            EmulatorClient other = new EmulatorClient(gateway);
            JsonNode batch = other.run(EmulatorClient.chatLines(50), CHAT);
            Map<String, JsonNode> lines = other.byId(batch.path("output_file_id"));
            assertThat(lines).hasSize(49);
            assertThat(lines.get("row-7").at("/response/body/echo").asText()).isEqualTo("prompt 7");
            JsonNode error = other.byId(batch.path("error_file_id")).get("row-3");
            assertThat(error.at("/response/status_code").asInt()).isEqualTo(503);
            assertThat(error.at("/response/body/error/message").asText()).isEqualTo("overloaded");
            assertThat(batch.at("/usage/input_tokens").asInt()).isEqualTo(147);
        } finally {
            upstream.stop(0);
        }
    }

    @Test
    void anUpstreamServerThatIsNotThereLeavesErrorsUnpaid() throws Exception {
        try (Emulator gateway = Emulator.start(
                EmulatorConfig.at(directory.resolve("gateway")).withUpstream(URI.create("http://127.0.0.1:1/v1")))) {
            EmulatorClient other = new EmulatorClient(gateway);
            JsonNode batch = other.run(EmulatorClient.chatLines(2), CHAT);
            assertThat(batch.path("output_file_id").isNull()).isTrue();
            assertThat(other.byId(batch.path("error_file_id")).values())
                    .allMatch(line -> line.path("response").isNull());
            assertThat(other.ledger().path("lines")).isEmpty();
        }
    }

    private static String responsesText(JsonNode body) {
        return body.at("/output/0/content/0/text").asText();
    }
}
