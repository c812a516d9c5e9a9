package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.ObjectMappers;
import com.openai.core.http.HttpResponse;
import com.openai.errors.NotFoundException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.completions.Completion;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.images.ImagesResponse;
import com.openai.models.moderations.ModerationCreateResponse;
import com.openai.models.responses.Response;
import com.openai.models.videos.Video;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official client's types hold each answer, and find nothing wrong with it. */
class TypedAnswersTest {
    private static final String CHAT = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]%s}";
    private static final String RESPONSES = "{\"model\":\"m\",\"input\":\"hi\"%s}";

    @TempDir
    Path directory;

    private final SettableClock clock = new SettableClock();
    private Emulator emulator;
    private EmulatorClient client;

    @BeforeEach
    void start() {
        emulator = Emulator.start(EmulatorConfig.at(directory).withClock(clock));
        client = new EmulatorClient(emulator);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void chatCompletions() throws Exception {
        ChatCompletion words = chat("");
        assertThat(words.choices().get(0).message().content()).isPresent();
        ChatCompletion call = chat(",\"tool_choice\":\"required\",\"tools\":[{\"type\":\"function\",\"function\":"
                + "{\"name\":\"now\"}}]");
        assertThat(call.choices().get(0).finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        assertThat(call.choices()
                        .get(0)
                        .message()
                        .toolCalls()
                        .orElseThrow()
                        .get(0)
                        .asFunction()
                        .function()
                        .name())
                .isEqualTo("now");
    }

    @Test
    void responses() throws Exception {
        Response words = responses("");
        assertThat(words.output()
                        .get(0)
                        .asMessage()
                        .content()
                        .get(0)
                        .asOutputText()
                        .text())
                .isNotEmpty();
        Response call = responses(",\"tool_choice\":\"required\",\"tools\":[{\"type\":\"function\",\"name\":\"now\"}]");
        assertThat(call.output().get(0).asFunctionCall().name()).isEqualTo("now");
    }

    @ParameterizedTest
    @ValueSource(strings = {"refusal", "content_filter", "length", "invalid_output"})
    void endings(String ending) throws Exception {
        client.fault("{\"lines\":[{\"ending\":\"" + ending + "\"}]}");
        assertThat(chat("").choices()).hasSize(1);
        assertThat(responses("").status()).isPresent();
    }

    @Test
    void embeddings() throws Exception {
        JsonNode body = client.answer("/v1/embeddings", "{\"model\":\"e\",\"input\":[\"a\",\"b\"],\"dimensions\":4}");
        CreateEmbeddingResponse typed = as(CreateEmbeddingResponse.class, body).validate();
        assertThat(typed.data().get(1).embedding()).hasSize(4);
    }

    @Test
    void completions() throws Exception {
        JsonNode body = client.answer("/v1/completions", "{\"model\":\"m\",\"prompt\":\"hi\"}");
        Completion typed = as(Completion.class, body).validate();
        assertThat(typed.choices().get(0).text()).isNotEmpty();
        assertThat(typed.usage().orElseThrow().totalTokens()).isPositive();
    }

    @Test
    void moderations() throws Exception {
        JsonNode body = client.answer("/v1/moderations", "{\"model\":\"omni-moderation-latest\",\"input\":\"kill\"}");
        ModerationCreateResponse typed =
                as(ModerationCreateResponse.class, body).validate();
        assertThat(typed.results().get(0).flagged()).isTrue();
        assertThat(typed.results().get(0).categories().violence()).isTrue();
        assertThat(typed.results().get(0).categoryAppliedInputTypes().violence())
                .hasSize(1);
    }

    @Test
    void images() throws Exception {
        JsonNode made = client.answer("/v1/images/generations", "{\"model\":\"gpt-image-1\",\"prompt\":\"a cat\"}");
        ImagesResponse typed = as(ImagesResponse.class, made).validate();
        assertThat(typed.data().orElseThrow().get(0).b64Json()).isPresent();
        assertThat(typed.usage().orElseThrow().totalTokens()).isPositive();
        JsonNode edited = client.answer(
                "/v1/images/edits",
                "{\"model\":\"gpt-image-1\",\"prompt\":\"a cat\",\"images\":[{\"image_url\":\"https://example.com/a.png\"}]}");
        assertThat(as(ImagesResponse.class, edited).validate().data().orElseThrow())
                .hasSize(1);
        JsonNode address = client.answer("/v1/images/generations", "{\"model\":\"dall-e-3\",\"prompt\":\"a cat\"}");
        assertThat(as(ImagesResponse.class, address)
                        .validate()
                        .data()
                        .orElseThrow()
                        .get(0)
                        .revisedPrompt())
                .isPresent();
    }

    @Test
    void videosAndTheirFilesForADay() throws Exception {
        Video video = as(
                        Video.class,
                        client.answer(
                                "/v1/videos",
                                "{\"model\":\"sora-2\",\"prompt\":\"a cat\",\"seconds\":\"8\","
                                        + "\"input_reference\":{\"image_url\":\"https://example.com/cat.png\"}}"))
                .validate();
        assertThat(video.status()).isEqualTo(Video.Status.COMPLETED);
        assertThat(video.expiresAt()).contains(clock.instant().getEpochSecond() + 86_400);
        byte[] first = download(video.id());
        assertThat(new String(first, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
        emulator.close();
        emulator = Emulator.start(EmulatorConfig.at(directory).withClock(clock));
        clock.advance(Duration.ofHours(24).minusSeconds(1));
        assertThat(download(video.id())).isEqualTo(first);
        clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> download(video.id()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("expired");
        assertThatThrownBy(() -> download(video.id().replaceFirst(".$", "x"))).isInstanceOf(NotFoundException.class);
    }

    private ChatCompletion chat(String more) throws Exception {
        return as(ChatCompletion.class, client.answer("/v1/chat/completions", CHAT.formatted(more)))
                .validate();
    }

    private Response responses(String more) throws Exception {
        return as(Response.class, client.answer("/v1/responses", RESPONSES.formatted(more)))
                .validate();
    }

    private byte[] download(String id) throws Exception {
        OpenAIClient official = OpenAIOkHttpClient.builder()
                .baseUrl(emulator.url())
                .apiKey("sk-test")
                .maxRetries(0)
                .build();
        try (HttpResponse content = official.videos().downloadContent(id)) {
            return content.body().readAllBytes();
        } finally {
            official.close();
        }
    }

    private static <T> T as(Class<T> type, JsonNode body) throws Exception {
        return ObjectMappers.jsonMapper().readValue(body.toString(), type);
    }
}
