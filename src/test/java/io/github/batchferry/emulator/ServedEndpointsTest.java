package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.emulator.answer.ServedEndpoint;
import io.github.batchferry.emulator.answer.ServedEndpoints;
import io.github.batchferry.emulator.line.Limits;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServedEndpointsTest {
    private static final String GENERATIONS = "/v1/images/generations";
    private static final String EDITS = "/v1/images/edits";
    private static final String MODERATIONS = "/v1/moderations";

    @TempDir
    Path directory;

    private Emulator emulator;
    private EmulatorClient client;

    @BeforeEach
    void start() {
        emulator = Emulator.start(EmulatorConfig.at(directory)
                .withEndpoints(ServedEndpoints.DOCUMENTED.with(new Reversal()))
                .withLimits(Limits.DOCUMENTED.withEnqueuedEmbeddingRequests(0)));
        client = new EmulatorClient(emulator);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void anEndpointIsOneClassAndOneLineInAList() throws Exception {
        assertThat(client.answer("/v1/reversals", "{\"model\":\"m\",\"word\":\"desserts\"}")
                        .path("reversed")
                        .asText())
                .isEqualTo("stressed");
        JsonNode missing = client.run(EmulatorClient.line("a", "/v1/reversals", "{\"model\":\"m\"}"), "/v1/reversals");
        assertThat(missing.at("/errors/data/0/message").asText()).isEqualTo("Word parameter is required.");
        JsonNode streamed = client.run(
                EmulatorClient.line("a", "/v1/reversals", "{\"model\":\"m\",\"word\":\"a\",\"stream\":true}"),
                "/v1/reversals");
        assertThat(streamed.at("/errors/data/0/message").asText())
                .isEqualTo("Reversals: Streaming is not supported in the Batch API.");
    }

    @Test
    void eachEndpointIsInTheDocs() throws Exception {
        String page = Files.readString(Path.of("docs", "operations.md"));
        assertThat(ServedEndpoints.DOCUMENTED.paths())
                .hasSize(8)
                .allSatisfy(path -> assertThat(page).contains("| `" + path + "` |"));
    }

    @Test
    void onlyEmbeddingsAreCountedByRequestsInTheQueue() throws Exception {
        for (ServedEndpoint endpoint : ServedEndpoints.DOCUMENTED.all()) {
            assertThat(endpoint.countedField().isPresent())
                    .as(endpoint.path())
                    .isEqualTo(endpoint.path().equals("/v1/embeddings"));
        }
        JsonNode full = client.run(
                EmulatorClient.line("a", "/v1/embeddings", "{\"model\":\"m\",\"input\":\"a\"}"), "/v1/embeddings");
        assertThat(full.at("/errors/data/0/code").asText()).isEqualTo("token_limit_exceeded");
    }

    @Test
    void severalChoicesAreNumberedAndDiffer() throws Exception {
        JsonNode body = client.answer(
                "/v1/chat/completions",
                "{\"model\":\"m\",\"n\":3,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            assertThat(body.path("choices").path(i).path("index").asInt()).isEqualTo(i);
            texts.add(body.path("choices").path(i).at("/message/content").asText());
        }
        assertThat(texts).hasSize(3);
        assertThat(body.at("/usage/completion_tokens").asInt()).isEqualTo(33);
    }

    @Test
    void completionsAnswerEachPromptAsOftenAsAsked() throws Exception {
        JsonNode one = client.answer("/v1/completions", "{\"model\":\"m\",\"prompt\":\"b\"}");
        JsonNode body = client.answer("/v1/completions", "{\"model\":\"m\",\"prompt\":[\"a\",\"b\"],\"n\":2}");
        assertThat(body.path("object").asText()).isEqualTo("text_completion");
        assertThat(body.path("choices").findValuesAsText("index")).containsExactly("0", "1", "2", "3");
        assertThat(body.at("/choices/2/text")).isEqualTo(one.at("/choices/0/text"));
        assertThat(new HashSet<>(body.path("choices").findValuesAsText("text"))).hasSize(4);
        assertThat(body.at("/usage/prompt_tokens").asInt()).isEqualTo(2);
        assertThat(body.at("/usage/total_tokens").asInt()).isEqualTo(2 + 4 * 11);
        JsonNode tokens = client.answer("/v1/completions", "{\"model\":\"m\",\"prompt\":[[1,2,3],[4]]}");
        assertThat(tokens.path("choices")).hasSize(2);
        assertThat(tokens.at("/usage/prompt_tokens").asInt()).isEqualTo(4);
    }

    @Test
    void aModerationFlagsByWordsAndSaysWhatItSaw() throws Exception {
        JsonNode body = client.answer(
                MODERATIONS,
                "{\"model\":\"omni-moderation-latest\",\"input\":[\"I hate you and will kill him\",\"a nice day\"]}");
        assertThat(body.path("id").asText()).startsWith("modr-");
        assertThat(body.has("usage")).isFalse();
        JsonNode flagged = body.at("/results/0");
        assertThat(flagged.path("flagged").asBoolean()).isTrue();
        assertThat(flagged.path("categories")).hasSize(13);
        assertThat(flagged.path("categories").path("violence").asBoolean()).isTrue();
        assertThat(flagged.path("categories").path("sexual").asBoolean()).isFalse();
        assertThat(flagged.path("category_scores").path("violence").asDouble()).isBetween(0.9, 1.0);
        assertThat(flagged.path("category_scores").path("sexual").asDouble()).isBetween(0.0, 0.01);
        assertThat(flagged.path("category_applied_input_types").path("hate").toString())
                .isEqualTo("[\"text\"]");
        assertThat(body.at("/results/1/flagged").asBoolean()).isFalse();
    }

    @Test
    void aModerationOfTextAndImageIsOneResult() throws Exception {
        JsonNode results = client.answer(MODERATIONS, """
                        {"model":"omni-moderation-latest","input":[{"type":"text","text":"a nice day"},
                         {"type":"image_url","image_url":{"url":"https://example.com/blood.png"}}]}""").path("results");
        assertThat(results).hasSize(1);
        assertThat(results.at("/0/categories").path("violence/graphic").asBoolean())
                .isTrue();
        assertThat(results.at("/0/category_applied_input_types/violence").toString())
                .isEqualTo("[\"text\",\"image\"]");
        assertThat(results.at("/0/category_applied_input_types/hate").toString())
                .isEqualTo("[\"text\"]");
    }

    @Test
    void imagesAreTruePicturesThatThePromptDecides() throws Exception {
        String asked = "{\"model\":\"gpt-image-1\",\"prompt\":\"a cat\",\"n\":2,\"quality\":\"low\"}";
        JsonNode body = client.answer(GENERATIONS, asked);
        List<String> pictures = body.path("data").findValuesAsText("b64_json");
        assertThat(pictures).hasSize(2).doesNotHaveDuplicates();
        for (String picture : pictures) {
            assertThat(ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(picture))))
                    .isNotNull();
        }
        assertThat(client.answer(GENERATIONS, asked).path("data")).isEqualTo(body.path("data"));
        assertThat(client.answer(GENERATIONS, asked.replace("cat", "dog")).path("data"))
                .isNotEqualTo(body.path("data"));
        assertThat(body.at("/usage/input_tokens").asInt()).isEqualTo(2);
        assertThat(body.at("/usage/total_tokens").asInt()).isEqualTo(2 + 2 * 272);
    }

    @Test
    void anOlderModelGivesAnAddressAndThePromptThatItUsed() throws Exception {
        String asked = "{\"model\":\"dall-e-3\",\"prompt\":\"a cat\"%s}";
        JsonNode address = client.answer(GENERATIONS, asked.formatted(""));
        assertThat(address.at("/data/0/url").asText()).startsWith("https://");
        assertThat(address.at("/data/0/revised_prompt").asText()).contains("a cat");
        assertThat(address.has("usage")).isFalse();
        JsonNode bytes = client.answer(GENERATIONS, asked.formatted(",\"response_format\":\"b64_json\""));
        assertThat(bytes.at("/data/0").has("b64_json")).isTrue();
        assertThat(bytes.at("/data/0").has("url")).isFalse();
    }

    @Test
    void anEditCountsTheImagesThatItNames() throws Exception {
        JsonNode body = client.answer(EDITS, """
                {"model":"gpt-image-1","prompt":"a cat","mask":{"image_url":"https://example.com/m.png"},
                 "images":[{"image_url":"data:image/png;base64,AA=="},{"image_url":"https://example.com/a.png"}]}""");
        assertThat(body.path("data")).hasSize(1);
        assertThat(body.at("/usage/input_tokens_details/image_tokens").asInt()).isEqualTo(646);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                EDITS + "|{'model':'gpt-image-1','prompt':'a','images':[{'file_id':'ID'}]}",
                "/v1/responses|{'model':'m','input':[{'role':'user','content':[{'type':'input_image','file_id':'ID'}]}]}",
                "/v1/videos|{'model':'sora-2','prompt':'a','input_reference':{'file_id':'ID'}}"
            })
    void aLineThatNamesAFileFailsWhereThatIsNotThere(String endpoint, String body) throws Exception {
        String id = client.multipart(Map.of("purpose", "vision"), "a.png", "an image")
                .json()
                .path("id")
                .asText();
        String asked = body.replace('\'', '"').replace("ID", id);
        assertThat(client.answer(endpoint, asked).path("error").path("code").isMissingNode())
                .isTrue();
        client.delete("files/" + id);
        assertThat(client.answer(endpoint, asked).path("error").path("code").asText())
                .isEqualTo("file_not_found");
    }

    @Test
    void onlyABatchMustBeLines() throws Exception {
        assertThat(client.multipart(Map.of("purpose", "batch"), "a.png", "x").status())
                .isEqualTo(400);
        assertThat(client.multipart(Map.of("purpose", "evals"), "a.png", "x").status())
                .isEqualTo(400);
    }

    /** What the emulator does not serve by itself. */
    private static final class Reversal implements ServedEndpoint {
        @Override
        public String path() {
            return "/v1/reversals";
        }

        @Override
        public String title() {
            return "Reversals";
        }

        @Override
        public List<String> required() {
            return List.of("word");
        }

        @Override
        public ObjectNode answer(JsonNode body, Instant now) {
            String reversed =
                    new StringBuilder(body.path("word").asText()).reverse().toString();
            return JsonNodeFactory.instance.objectNode().put("reversed", reversed);
        }
    }
}
