package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that end otherwise, by script; they are billed like any other. */
class EndingTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String CHAT_BODY =
            "{\"model\":\"m\",\"n\":2,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final String RESPONSES = "/v1/responses";
    private static final String RESPONSES_BODY = "{\"model\":\"m\",\"input\":\"hi\"}";

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

    @Test
    void aRefusalStandsWhereItsEndpointKeepsIt() throws Exception {
        JsonNode chat = ended("refusal", CHAT, CHAT_BODY);
        for (JsonNode choice : chat.path("choices")) {
            assertThat(choice.at("/message/content").isNull()).isTrue();
            assertThat(choice.at("/message/refusal").asText()).isNotEmpty();
            assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
        }
        JsonNode content = ended("refusal", RESPONSES, RESPONSES_BODY).at("/output/0/content/0");
        assertThat(content.path("type").asText()).isEqualTo("refusal");
        assertThat(content.path("refusal").asText()).isNotEmpty();
        assertThat(content.has("text")).isFalse();
    }

    @Test
    void aFilteredAnswerHasNoText() throws Exception {
        JsonNode choice = ended("content_filter", CHAT, CHAT_BODY).at("/choices/1");
        assertThat(choice.path("finish_reason").asText()).isEqualTo("content_filter");
        assertThat(choice.at("/message/content").isNull()).isTrue();
        JsonNode response = ended("content_filter", RESPONSES, RESPONSES_BODY);
        assertThat(response.path("status").asText()).isEqualTo("incomplete");
        assertThat(response.at("/incomplete_details/reason").asText()).isEqualTo("content_filter");
        assertThat(response.path("output")).isEmpty();
        JsonNode completion = ended("content_filter", "/v1/completions", "{\"model\":\"m\",\"prompt\":\"hi\"}");
        assertThat(completion.at("/choices/0/text").asText("none")).isEmpty();
    }

    @Test
    void aCutAnswerHasHalfItsText() throws Exception {
        String whole =
                client.answer(CHAT, CHAT_BODY).at("/choices/0/message/content").asText();
        JsonNode choice = ended("length", CHAT, CHAT_BODY).at("/choices/0");
        assertThat(choice.path("finish_reason").asText()).isEqualTo("length");
        assertThat(whole).startsWith(choice.at("/message/content").asText());
        assertThat(choice.at("/message/content").asText()).hasSize(whole.length() / 2);
        JsonNode response = ended("length", RESPONSES, RESPONSES_BODY);
        assertThat(response.at("/incomplete_details/reason").asText()).isEqualTo("max_output_tokens");
        assertThat(response.at("/output/0/status").asText()).isEqualTo("incomplete");
        assertThat(response.at("/output/0/content/0/text").asText()).hasSize(whole.length() / 2);
        JsonNode completion = ended("length", "/v1/completions", "{\"model\":\"m\",\"prompt\":\"hi\"}");
        assertThat(completion.at("/choices/0/finish_reason").asText()).isEqualTo("length");
    }

    @Test
    void anAnswerMayBeCutBeforeItsFirstWord() throws Exception {
        client.fault("{\"lines\":[{\"outputChars\":0,\"ending\":\"length\"}]}");
        JsonNode choice = client.answer(CHAT, CHAT_BODY).at("/choices/0");
        assertThat(choice.at("/message/content").asText("none")).isEmpty();
        assertThat(choice.path("finish_reason").asText()).isEqualTo("length");
    }

    @Test
    void anInvalidOutputIsJsonThatFitsNoSchema() throws Exception {
        JsonNode chat = ended("invalid_output", CHAT, CHAT_BODY);
        String text = chat.at("/choices/0/message/content").asText();
        assertThat(EmulatorClient.MAPPER.readTree(text).fieldNames())
                .toIterable()
                .containsExactly("emulated");
        assertThat(chat.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(ended("invalid_output", RESPONSES, RESPONSES_BODY)
                        .at("/output/0/content/0/text")
                        .asText())
                .isEqualTo(text);
    }

    @Test
    void anAnswerThatEndsOtherwiseIsBilledAsItIsShown() throws Exception {
        client.fault("{\"lines\":[{\"customId\":\"a\",\"ending\":\"refusal\"}]}");
        JsonNode batch = client.run(EmulatorClient.line("a", CHAT, CHAT_BODY), CHAT);
        assertThat(batch.at("/request_counts/completed").asInt()).isEqualTo(1);
        JsonNode usage = client.byId(batch.path("output_file_id")).get("a").at("/response/body/usage");
        assertThat(batch.at("/usage/output_tokens")).isEqualTo(usage.path("completion_tokens"));
        assertThat(client.ledgerSummary().path("lines_purchased").asInt()).isEqualTo(1);
    }

    @Test
    void anEndingThatIsNotKnownIsRefused() throws Exception {
        assertThat(client.post("/emulator/faults", "{\"lines\":[{\"ending\":\"sulk\"}]}")
                        .status())
                .isEqualTo(400);
    }

    private JsonNode ended(String ending, String endpoint, String body) throws Exception {
        client.fault("{\"lines\":[{\"ending\":\"" + ending + "\"}]}");
        try {
            return client.answer(endpoint, body);
        } finally {
            client.delete("/emulator/faults");
        }
    }
}
