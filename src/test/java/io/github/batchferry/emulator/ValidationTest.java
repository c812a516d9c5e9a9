package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.emulator.line.Limits;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidationTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String OK = EmulatorClient.chatLine("ok", "hello");

    @TempDir
    static Path directory;

    private static Emulator emulator;
    private static EmulatorClient client;

    @BeforeAll
    static void start() {
        Limits limits = Limits.DOCUMENTED
                .withRequests(5)
                .withBytes(4000)
                .withEmbeddingInputs(3)
                .withEnqueuedTokens(Map.of("gpt-small", 10L))
                .withEnqueuedEmbeddingRequests(1);
        emulator = Emulator.start(EmulatorConfig.at(directory).withLimits(limits));
        client = new EmulatorClient(emulator);
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    /** `B` is a whole good body. */
    @ParameterizedTest(name = "{1} at {2}: {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not json                                            |invalid_json_line||This line is not parseable",
                "{\"custom_id\":                                      |invalid_json_line||This line is not parseable",
                "[1]                                                 |invalid_json_line||This line is not parseable",
                "{\"custom_id\":\"a\"} {}                             |invalid_json_line||This line is not parseable",
                "` `                                                 |invalid_json_line||This line is not parseable",
                "{\"method\":\"POST\",\"url\":U,\"body\":B}           |missing_required_parameter|custom_id|'custom_id'",
                "{\"custom_id\":\"a\",\"url\":U,\"body\":B}           |missing_required_parameter|method|'method'",
                "{\"custom_id\":\"a\",\"method\":\"POST\",\"body\":B} |missing_required_parameter|url|'url'",
                "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":U}  |missing_required_parameter|body|'body'",
                "{\"custom_id\":\"a\",\"method\":\"GET\",\"url\":U,\"body\":B}|invalid_method|method|Invalid value: 'GET'."
                        + " Supported values are: 'POST'",
                "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/embeddings\",\"body\":B}|invalid_url|url|does not"
                        + " match the batch endpoint.",
                "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/x\",\"body\":B}|url_not_found|url|'/v1/x' is not"
                        + " supported by the Batch API.",
                "{\"custom_id\":\"ok\",\"method\":\"POST\",\"url\":U,\"body\":B}|duplicate_custom_id|custom_id|The"
                        + " custom_id 'ok' for this request is a duplicate of another request.",
                "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":U,\"body\":{\"model\":\"m2\",\"messages\":[]}}"
                        + "|mismatched_model|body.model|The model 'm2' for this request does not match",
                "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":U,\"body\":{\"model\":\"no-such-m\",\"messages\":[]}}"
                        + "|model_not_found|body.model|The provided model 'no-such-m' is not supported",
                "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":U,\"body\":{\"messages\":[]}}"
                        + "|invalid_request|body.model|Model parameter is required.",
                "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":U,\"body\":{\"model\":\"gpt-test\"}}"
                        + "|invalid_request|body.messages|Messages parameter is required.",
                "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":U,"
                        + "\"body\":{\"model\":\"gpt-test\",\"messages\":[],\"stream\":true}}"
                        + "|streaming_unsupported|body.stream|Chat Completions: Streaming is not supported",
            })
    void aBadLineFailsTheBatchUnpaid(String line, String code, String param, String message) throws Exception {
        String body = "{\"model\":\"gpt-test\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
        String second = line.replace(":U", ":\"" + CHAT + "\"").replace(":B", ":" + body);
        JsonNode batch = client.run(OK + second + "\n", CHAT);

        assertThat(batch.path("status").asText()).isEqualTo("failed");
        JsonNode errors = batch.path("errors").path("data");
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0).path("code").asText()).isEqualTo(code);
        assertThat(errors.get(0).path("param").textValue()).isEqualTo(param);
        assertThat(errors.get(0).path("line").asInt()).isEqualTo(2);
        assertThat(errors.get(0).path("message").asText()).contains(message);
        assertThat(batch.path("request_counts").path("total").asInt()).isZero();
        assertThat(batch.path("output_file_id").isNull()).isTrue();
        assertNothingIsBilled(batch);
    }

    @Test
    void aByteOrderMarkIsNoJson() throws Exception {
        JsonNode error = onlyError(client.run("\ufeff" + OK, CHAT));
        assertThat(error.path("code").asText()).isEqualTo("invalid_json_line");
        assertThat(error.path("line").asInt()).isEqualTo(1);
    }

    @Test
    void anEmptyFileFails() throws Exception {
        assertThat(onlyError(client.run("", CHAT)).path("code").asText()).isEqualTo("empty_file");
    }

    @Test
    void tooManyRequestsFail() throws Exception {
        assertThat(onlyError(client.run(EmulatorClient.chatLines(6), CHAT))
                        .path("message")
                        .asText())
                .contains("maximum of 5");
    }

    @Test
    void aFileThatIsTooLargeFails() throws Exception {
        JsonNode error = onlyError(client.run(EmulatorClient.chatLine("a", "x".repeat(4000)), CHAT));
        assertThat(error.path("message").asText())
                .isEqualTo("The batch input file is larger than the 4000 maximum for the gpt-test model");
    }

    @Test
    void tooManyEmbeddingInputsFail() throws Exception {
        JsonNode error = onlyError(client.run(embeddings("a", "[\"1\",\"2\",\"3\",\"4\"]"), "/v1/embeddings"));
        assertThat(error.path("message").asText()).contains("maximum of 3");
    }

    @Test
    void anInputThatIsOneArrayOfTokensIsOneInput() throws Exception {
        JsonNode batch = client.run(embeddings("a", "[1,2,3,4]"), "/v1/embeddings");
        assertThat(batch.path("status").asText()).isEqualTo("completed");
    }

    @Test
    void aFullTokenQueueFailsTheBatch() throws Exception {
        JsonNode error = onlyError(client.run(EmulatorClient.chatLine("a", "gpt-small", "hello"), CHAT));
        assertThat(error.path("code").asText()).isEqualTo("token_limit_exceeded");
        assertThat(error.path("message").asText())
                .startsWith(
                        "Enqueued token limit reached for gpt-small in organization org-emulator. Limit: 10 enqueued"
                                + " tokens.");
        assertThat(error.path("line").isNull()).isTrue();
    }

    @Test
    void aFullQueueOfEmbeddingRequestsFailsTheBatch() throws Exception {
        JsonNode error = onlyError(client.run(embeddings("a", "\"1\"") + embeddings("b", "\"2\""), "/v1/embeddings"));
        assertThat(error.path("code").asText()).isEqualTo("token_limit_exceeded");
        assertThat(error.path("message").asText()).contains("Limit: 1 enqueued requests.");
    }

    @Test
    void aMissingInputFileFailsTheBatchUnpaid() throws Exception {
        JsonNode batch =
                client.awaitEnd(client.create("file-gone", CHAT).path("id").asText());
        JsonNode error = onlyError(batch);
        assertThat(error.path("code").asText()).isEqualTo("invalid_request");
        assertThat(error.path("param").asText()).isEqualTo("file_id");
        assertThat(error.path("message").asText()).startsWith("Cannot find file file-gone, or organization");
        assertNothingIsBilled(batch);
    }

    @Test
    void everyBadLineIsNamed() throws Exception {
        JsonNode errors = client.run("x\n" + OK + "y\n", CHAT).path("errors");
        assertThat(errors.path("object").asText()).isEqualTo("list");
        assertThat(errors.path("data").findValuesAsText("line")).containsExactly("1", "3");
    }

    private static JsonNode onlyError(JsonNode batch) {
        assertThat(batch.path("status").asText()).isEqualTo("failed");
        assertThat(batch.path("errors").path("data")).hasSize(1);
        return batch.path("errors").path("data").get(0);
    }

    private static void assertNothingIsBilled(JsonNode batch) throws Exception {
        assertThat(client.ledger().path("lines").findValuesAsText("batch_id"))
                .doesNotContain(batch.path("id").asText());
    }

    private static String embeddings(String id, String input) {
        return "{\"custom_id\":\"%s\",\"method\":\"POST\",\"url\":\"/v1/embeddings\",\"body\":{\"model\":\"e\",\"input\":%s}}\n"
                .formatted(id, input);
    }
}
