package io.github.batchferry.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.request.endpoint.OutputSpec.ToolCalls;
import io.github.batchferry.result.answer.Outcome;
import io.github.batchferry.result.answer.Slice;
import io.github.batchferry.result.answer.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the index and the reader say of random lines is what a tree of the whole line says. */
class RoundTripTest {
    private static final int LINES = 1500;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void chatAnswersAreWhatTheTreeSays(long seed) throws IOException {
        check(Endpoints.CHAT_COMPLETIONS, seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7, 8})
    void responsesAreWhatTheTreeSays(long seed) throws IOException {
        check(Endpoints.RESPONSES, seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10})
    void embeddingsAreWhatTheTreeSays(long seed) throws IOException {
        check(Endpoints.EMBEDDINGS, seed);
    }

    private static void check(Endpoint endpoint, long seed) throws IOException {
        Random random = new Random(seed);
        RandomLines lines = new RandomLines(random);
        List<String> ids = IntStream.range(0, LINES).mapToObj(lines::id).toList();
        List<String> written = new ArrayList<>();
        for (String id : ids) {
            written.add(lines.line(endpoint, id));
        }
        List<String> shuffled = new ArrayList<>(written);
        if (random.nextBoolean()) {
            Collections.shuffle(shuffled, random);
        }
        byte[] file = String.join("\n", shuffled).getBytes(StandardCharsets.UTF_8);
        Collected collected = new Collected(endpoint, ResultIndexer.LINE_LIMIT, ids)
                .write(ResultFile.OUTPUT, file, 1 + random.nextInt(10_000));
        assertThat(collected.counts().invalidLines()).isZero();
        assertThat(collected.counts().missing()).isZero();
        for (Extent extent : Extent.values()) {
            try (AnswerReader reader = collected.reader(extent)) {
                for (int i = 0; i < LINES; i++) {
                    reader.seek(i);
                    compare(reader, endpoint, ids.get(i), written.get(i));
                }
            }
        }
    }

    private static void compare(AnswerReader reader, Endpoint endpoint, String id, String line) throws IOException {
        JsonNode body = MAPPER.readTree(line).path("response").path("body");
        byte[] idBytes = id.getBytes(StandardCharsets.UTF_8);
        assertThat(reader.outcome())
                .as(line)
                .isEqualTo(holdsAnswer(endpoint, body) ? Outcome.SUCCEEDED : Outcome.FAILED);
        assertThat(reader.customIdMatches(idBytes, 0, idBytes.length)).as(line).isTrue();
        assertThat(MAPPER.readTree(reader.response().toString())).isEqualTo(body);
        assertThat(reader.model()).isEqualTo(body.path("model").textValue());
        Slice text = reader.text();
        if (endpoint.equals(Endpoints.EMBEDDINGS)) {
            assertThat(reader.vectors()).as(line).isDeepEqualTo(vectors(body));
        } else if (endpoint.equals(Endpoints.RESPONSES)) {
            assertThat(text == null ? null : text.toString()).as(line).isEqualTo(responseText(body));
        } else {
            List<String> texts = new ArrayList<>();
            body.path("choices")
                    .forEach(choice -> texts.add(
                            sound(choice.path("message").path("content").textValue())));
            assertThat(text == null ? null : text.toString())
                    .as(line)
                    .isEqualTo(
                            texts.stream().filter(Objects::nonNull).findFirst().orElse(null));
            assertThat(reader.texts(ToolCalls.IN_COLUMN)).as(line).isEqualTo(text == null ? null : texts);
            assertThat(reader.finishReason())
                    .isEqualTo(
                            body.path("choices").path(0).path("finish_reason").textValue());
        }
        assertThat(reader.usage()).isEqualTo(usage(body.path("usage"), endpoint));
    }

    private static boolean holdsAnswer(Endpoint endpoint, JsonNode body) {
        return endpoint.equals(Endpoints.EMBEDDINGS)
                || (endpoint.equals(Endpoints.RESPONSES)
                        ? responseText(body) != null
                        : StreamSupport.stream(body.path("choices").spliterator(), false)
                                .anyMatch(choice ->
                                        choice.path("message").path("content").isTextual()));
    }

    private static Usage usage(JsonNode usage, Endpoint endpoint) {
        String input = endpoint.answer().inputTokens();
        String output = endpoint.answer().outputTokens();
        Usage read = new Usage(
                Math.max(-1, usage.path(input).asInt(-1)),
                usage.path(input + "_details").path("cached_tokens").asInt(-1),
                output == null ? -1 : usage.path(output).asInt(-1),
                output == null
                        ? -1
                        : usage.path(output + "_details")
                                .path("reasoning_tokens")
                                .asInt(-1),
                usage.path("total_tokens").asInt(-1),
                usage.path(input + "_details").path("cache_write_tokens").asInt(-1),
                usage.path(input + "_details").path("image_tokens").asInt(-1),
                output == null
                        ? -1
                        : usage.path(output + "_details").path("image_tokens").asInt(-1));
        return read.equals(Usage.UNKNOWN) ? null : read;
    }

    private static String responseText(JsonNode body) {
        StringBuilder all = null;
        for (JsonNode item : body.path("output")) {
            for (JsonNode part : item.path("content")) {
                if (part.path("type").asText().equals("output_text")
                        && part.path("text").isTextual()) {
                    all = all == null ? new StringBuilder() : all;
                    all.append(sound(part.path("text").textValue()));
                }
            }
        }
        return all == null ? null : all.toString();
    }

    private static float[][] vectors(JsonNode body) {
        List<JsonNode> items = new ArrayList<>();
        body.path("data").forEach(items::add);
        if (items.isEmpty()) {
            return null;
        }
        items.sort((a, b) -> a.path("index").asInt() - b.path("index").asInt());
        return items.stream().map(RoundTripTest::floats).toArray(float[][]::new);
    }

    private static float[] floats(JsonNode item) {
        List<Float> read = StreamSupport.stream(item.path("embedding").spliterator(), false)
                .map(number -> Float.parseFloat(number.asText()))
                .toList();
        float[] floats = new float[read.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = read.get(i);
        }
        return floats;
    }

    /** With U+FFFD for each lone surrogate. */
    private static String sound(String text) {
        return text == null
                ? null
                : text.codePoints()
                        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }
}
