package io.github.batchferry.result;

import static io.github.batchferry.request.endpoint.Endpoints.CHAT_COMPLETIONS;
import static io.github.batchferry.request.endpoint.Endpoints.EMBEDDINGS;
import static io.github.batchferry.request.endpoint.Endpoints.RESPONSES;
import static io.github.batchferry.result.Collected.body;
import static io.github.batchferry.result.Collected.chat;
import static io.github.batchferry.result.Collected.httpError;
import static io.github.batchferry.result.Collected.never;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.result.answer.Outcome;
import io.github.batchferry.result.answer.RowError;
import io.github.batchferry.result.answer.Slice;
import io.github.batchferry.result.answer.Usage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    @Test
    void outcomesStatusesAndUsageNeedNoResultsFile() throws IOException {
        Collected collected = new Collected(CHAT_COMPLETIONS, "a", "b", "c")
                .output(chat("a", "\"x\""))
                .errors(httpError("b", 429, "x"));

        try (AnswerReader reader = collected.reader()) {
            assertThat(reader.size()).isEqualTo(3);
            assertThat(reader.usage()).isEqualTo(new Usage(11, 3, 7, 2, 18, -1, -1, -1));
            reader.seek(1);
            assertThat(reader.httpStatus()).isEqualTo(429);
            assertThat(reader.usage()).isNull();
            reader.seek(2);
            assertThat(reader.outcome()).isEqualTo(Outcome.MISSING);
            assertThat(reader.text()).isNull();
            assertThat(reader.vector()).isNull();
            assertThat(reader.response()).isNull();
            assertThat(reader.error()).isNull();
            assertThat(reader.requestId()).isNull();
            assertThat(reader.customIdMatches(new byte[] {'c'}, 0, 1)).isFalse();
        }
        assertThat(collected.store.opened).containsExactly("index");
    }

    @Test
    void ofALonePlainTextOnlyTheBlockAroundItIsRead() throws IOException {
        String[] ids = IntStream.range(0, 1000).mapToObj(i -> "i" + i).toArray(String[]::new);
        String[] lines = Arrays.stream(ids).map(id -> chat(id, "\"Grüße 😀\"")).toArray(String[]::new);
        Collected collected = new Collected(CHAT_COMPLETIONS, ids).output(lines);

        try (AnswerReader reader = collected.reader()) {
            reader.load(1, 2);
            reader.seek(1);
            assertThat(reader.text()).hasToString("Grüße 😀");
        }
        assertThat(collected.store.bytesRead).containsEntry("OUTPUT", (long) IndexHeader.BLOCK);
    }

    @Test
    void aSmallFileIsReadOnceHoweverItsLinesAreShuffled() throws IOException {
        String[] ids = IntStream.range(0, 1009).mapToObj(i -> "i" + i).toArray(String[]::new);
        String[] lines = IntStream.range(0, 1009)
                .mapToObj(i -> chat(ids[i * 500 % 1009], "\"x\""))
                .toArray(String[]::new);
        Collected collected = new Collected(CHAT_COMPLETIONS, ids).output(lines);

        try (AnswerReader reader = collected.reader()) {
            for (int i = 0; i < ids.length; i++) {
                reader.seek(i);
                assertThat(reader.text()).hasToString("x");
                assertThat(reader.requestId()).isEqualTo("req_i" + i);
            }
        }
        assertThat(collected.store.bytesRead)
                .containsEntry("OUTPUT", (long) collected.store.files.get("OUTPUT").length);
    }

    @Test
    void aRangeOfTheIndexIsReadAlone() throws IOException {
        String[] ids = IntStream.range(0, 100).mapToObj(i -> "i" + i).toArray(String[]::new);
        Collected collected = new Collected(CHAT_COMPLETIONS, ids).output(chat("i50", "\"x\""));
        try (AnswerReader reader = collected.reader()) {
            collected.store.bytesRead.clear();
            reader.load(50, 52);

            reader.seek(50);
            assertThat(reader.text()).hasToString("x");
            assertThat(collected.store.bytesRead)
                    .as("two entries, and the checksum of the one block of results")
                    .containsEntry("index", 2L * Entries.SIZE + Integer.BYTES);
            assertThatThrownBy(() -> reader.seek(49)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> reader.load(50, 101)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void textAndLineOfOneRowCanBeHeldTogether(Extent extent) throws IOException {
        String[] ids = IntStream.range(0, 500).mapToObj(i -> "i" + i).toArray(String[]::new);
        String[] lines =
                Arrays.stream(ids).map(id -> chat(id, "\"text of " + id + "\"")).toArray(String[]::new);
        try (AnswerReader reader =
                new Collected(CHAT_COMPLETIONS, ids).output(lines).reader(extent)) {
            for (int i = 0; i < ids.length; i++) {
                reader.seek(i);
                Slice text = reader.text();
                Slice response = reader.response();
                assertThat(reader.requestId()).isEqualTo("req_i" + i);
                assertThat(reader.finishReason()).isEqualTo("stop");
                assertThat(reader.model()).isEqualTo("gpt-x");
                assertThat(text).hasToString("text of i" + i);
                assertThat(response.toString())
                        .startsWith("{\"id\":\"chatcmpl-1\"")
                        .endsWith("}}");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void fewRowsOfAFileAreReadRightInAnyOrder(Extent extent) throws IOException {
        String[] ids = IntStream.range(0, 3000).mapToObj(i -> "i" + i).toArray(String[]::new);
        String[] lines = IntStream.range(0, 3000)
                .map(i -> i * 1009 % 3000)
                .mapToObj(i -> chat(ids[i], '"' + "long ".repeat(i % 500) + i + '"'))
                .toArray(String[]::new);
        try (AnswerReader reader =
                new Collected(CHAT_COMPLETIONS, ids).output(lines).reader(extent)) {
            for (int i = 0; i < ids.length; i++) {
                int near = Math.min(2999, (i ^ 3)) * 1009 % 3000;
                int position = i < 1000 ? i : i < 2000 ? near : i * 1009 % 3000;
                reader.load(position, position + 1);
                reader.seek(position);
                assertThat(reader.text()).hasToString("long ".repeat(position % 500) + position);
            }
        }
    }

    @Test
    void anErrorIsToldInTheServersWordsWhereverTheyStand() throws IOException {
        Collected collected = new Collected(CHAT_COMPLETIONS, "a", "b", "c", "d", "e")
                .errors(
                        httpError("a", 400, "bad"),
                        never("b", "batch_expired"),
                        "{\"custom_id\":\"c\",\"response\":{\"status_code\":502,\"body\":\"Bad \\\"Gateway\\\"\"}}",
                        "{\"custom_id\":\"d\",\"response\":{\"status_code\":400,\"body\":{\"object\":\"error\","
                                + "\"message\":\"too long\",\"code\":400,\"param\":null,\"type\":\"BadRequest\"}}}",
                        "{\"custom_id\":\"e\",\"error\":\"plain words\"}");

        try (AnswerReader reader = collected.reader()) {
            assertThat(reader.error()).isEqualTo(new RowError("bad", "no", "t", "p", 400));
            assertThat(reader.requestId()).isEqualTo("req_2");
            assertThat(reader.response().toString()).startsWith("{\"error\"");
            assertThat(reader.text()).isNull();
            reader.seek(1);
            assertThat(reader.error()).isEqualTo(new RowError("batch_expired", "because", null, null, 0));
            assertThat(reader.response()).isNull();
            reader.seek(2);
            assertThat(reader.error()).isEqualTo(new RowError(null, "Bad \"Gateway\"", null, null, 502));
            assertThat(reader.response()).hasToString("\"Bad \\\"Gateway\\\"\"");
            reader.seek(3);
            assertThat(reader.error()).isEqualTo(new RowError("400", "too long", "BadRequest", null, 400));
            reader.seek(4);
            assertThat(reader.error()).isEqualTo(new RowError(null, "plain words", null, null, 0));
        }
    }

    @Test
    void aRefusalIsAFailureInTheModelsWords() throws IOException {
        String refusal = chat("a", "null").replace("\"refusal\":null", "\"refusal\":\"I will not\"");
        String part = "{\"output\":[{\"type\":\"message\",\"content\":[{\"type\":\"refusal\",\"refusal\":\"no\"}]}]}";

        try (AnswerReader chat =
                        new Collected(CHAT_COMPLETIONS, "a").output(refusal).reader();
                AnswerReader response =
                        new Collected(RESPONSES, "a").output(body("a", part)).reader()) {
            assertThat(chat.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(chat.error()).isEqualTo(new RowError("refusal", "I will not", null, null, 200));
            assertThat(chat.refusal()).hasToString("I will not");
            assertThat(chat.usage()).isEqualTo(new Usage(11, 3, 7, 2, 18, -1, -1, -1));
            assertThat(chat.response().toString()).contains("I will not");
            assertThat(chat.text()).isNull();
            assertThat(response.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(response.refusal()).hasToString("no");
            assertThat(response.text()).isNull();
        }
    }

    @Test
    void anEmptyTextIsNotNull() throws IOException {
        try (AnswerReader reader =
                new Collected(CHAT_COMPLETIONS, "a").output(chat("a", "\"\"")).reader()) {
            assertThat(reader.text()).hasToString("");
        }
    }

    @Test
    void theTextsOfAResponseAreConcatenatedAndNothingElseIs() throws IOException {
        String answer = "{\"status\":\"completed\",\"model\":\"m\",\"incomplete_details\":null,\"output\":["
                + "{\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"hidden\"}],"
                + "\"content\":[{\"type\":\"reasoning_text\",\"text\":\"hidden\"}]},"
                + "{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"one \\u00e9\\n\"},"
                + "{\"text\":\"two\",\"annotations\":[{\"text\":\"no\"}],\"type\":\"output_text\"},"
                + "{\"text\":\"no\",\"type\":\"other\"},{\"text\":\"no\"}]},"
                + "{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\" three\"}]}],"
                + "\"usage\":{\"input_tokens\":1,\"input_tokens_details\":{\"cached_tokens\":2},\"output_tokens\":3,"
                + "\"output_tokens_details\":{\"reasoning_tokens\":4},\"total_tokens\":5}}";

        try (AnswerReader reader =
                new Collected(RESPONSES, "a").output(body("a", answer)).reader()) {
            assertThat(reader.text()).hasToString("one é\ntwo three");
            assertThat(reader.usage()).isEqualTo(new Usage(1, 2, 3, 4, 5, -1, -1, -1));
            assertThat(reader.finishReason()).isNull();
            assertThat(reader.model()).isEqualTo("m");
        }
    }

    @Test
    void anIncompleteResponseSaysWhyItStopped() throws IOException {
        String answer = "{\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\"max_output_tokens\"},"
                + "\"output\":[{\"content\":[{\"type\":\"output_text\",\"text\":\"half\"}]}]}";

        try (AnswerReader reader =
                new Collected(RESPONSES, "a").output(body("a", answer)).reader()) {
            assertThat(reader.outcome()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(reader.finishReason()).isEqualTo("max_output_tokens");
            assertThat(reader.text()).hasToString("half");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aVectorComesAsNumbersOrAsBase64(Extent extent) throws IOException {
        float[] vector = {0.1f, -2.5e-7f, 3f, Float.MIN_VALUE};
        String base64 = base64(vector).replace("/", "\\/");
        Collected collected = new Collected(EMBEDDINGS, "a", "b", "c", "d")
                .output(
                        body(
                                "a",
                                "{\"data\":[{\"embedding\":[0.1, -2.5E-7 ,3,1.4e-45 ],\"index\":0}],"
                                        + "\"usage\":{\"prompt_tokens\":4,\"total_tokens\":4}}"),
                        body("b", "{\"data\":[{\"embedding\":\"" + base64 + "\"}]}"),
                        body("c", "{\"data\":[{\"embedding\":[1,null]}]}"),
                        body("d", "{\"data\":[{\"embedding\":\"not base64\"}]}"));

        try (AnswerReader reader = collected.reader(extent)) {
            assertThat(reader.vector()).isEqualTo(vector);
            assertThat(reader.vectors()).isDeepEqualTo(new float[][] {vector});
            assertThat(reader.text()).isNull();
            assertThat(reader.usage()).isEqualTo(new Usage(4, -1, -1, -1, 4, -1, -1, -1));
            reader.seek(1);
            assertThat(reader.vector()).isEqualTo(vector);
            reader.seek(2);
            assertThat(reader.vector()).isNull();
            reader.seek(3);
            assertThat(reader.vector()).isNull();
            assertThat(reader.vectors()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void vectorsStandInTheOrderOfTheirInputs(Extent extent) throws IOException {
        String answer = "{\"data\":[{\"index\":2,\"embedding\":[2]},{\"embedding\":\"" + base64(new float[] {0f, 7f})
                + "\",\"index\":0},{\"index\":1,\"embedding\":[1,1]}]}";

        try (AnswerReader reader =
                new Collected(EMBEDDINGS, "a").output(body("a", answer)).reader(extent)) {
            assertThat(reader.vectors()).isDeepEqualTo(new float[][] {{0f, 7f}, {1f, 1f}, {2f}});
            assertThat(reader.vector()).isEqualTo(new float[] {0f, 7f});
        }
    }

    @Test
    void manyVectorsComeBackWhole() throws IOException {
        StringBuilder data = new StringBuilder();
        for (int i = 99; i >= 0; i--) {
            data.append(data.isEmpty() ? "" : ",").append("{\"index\":" + i + ",\"embedding\":[" + i + "]}");
        }
        try (AnswerReader reader = new Collected(EMBEDDINGS, "a")
                .output(body("a", "{\"data\":[" + data + "]}"))
                .reader()) {
            float[][] all = reader.vectors();
            assertThat(all).hasDimensions(100, 1);
            assertThat(IntStream.range(0, 100)).allMatch(i -> all[i][0] == i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 6, 8, 12, 16, 24, 32, 36, 40, 44, 52, 92, 103})
    void aDamagedIndexIsRefusedAndNamed(int damagedByte) throws IOException {
        Collected collected = new Collected(CHAT_COMPLETIONS, "a").output(chat("a", "\"x\""));
        collected.reader().close();
        byte[] index = collected.store.files.get("index");
        index[damagedByte] ^= 4;

        assertThatThrownBy(() -> open(collected))
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("index");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 47, 48, 103, 104, 107, 109})
    void anIndexOfAWrongLengthIsRefused(int length) throws IOException {
        Collected collected = new Collected(CHAT_COMPLETIONS, "a").output(chat("a", "\"x\""));
        collected.reader().close();
        collected.store.files.computeIfPresent("index", (path, bytes) -> Arrays.copyOf(bytes, length));

        assertThatThrownBy(() -> open(collected)).isInstanceOf(ExternalException.class);
    }

    @Test
    void anIndexReadBackIsTheIndexWritten() throws IOException {
        Collected collected = new Collected(CHAT_COMPLETIONS, "a", "b").errors(httpError("b", 503, "x"));
        collected.reader().close();
        try (AnswerReader read = collected.open(Extent.OUTPUT)) {
            read.load(0, 2);
            assertThat(read.size()).isEqualTo(2);
            read.seek(0);
            assertThat(read.outcome()).isEqualTo(Outcome.MISSING);
            read.seek(1);
            assertThat(read.outcome()).isEqualTo(Outcome.FAILED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 1000})
    void aResultsFileThatIsNotAsLongAsItWasCollectedIsNamed(int length) throws IOException {
        Collected collected = new Collected(CHAT_COMPLETIONS, "a").output(chat("a", "\"x\""));
        long before = collected.store.lengthOf("OUTPUT");
        try (AnswerReader reader = collected.reader()) {
            collected.store.files.computeIfPresent("OUTPUT", (path, bytes) -> Arrays.copyOf(bytes, length));

            assertThatThrownBy(reader::text)
                    .isInstanceOf(ExternalException.class)
                    .hasMessageContaining(
                            "OUTPUT is damaged: it has " + length + " bytes, and " + before + " were collected")
                    .hasMessageContaining("Restore it from a copy of the job directory memory");
        }
    }

    private static void open(Collected collected) throws IOException {
        try (AnswerReader reader = collected.open(Extent.OUTPUT)) {
            reader.load(0, reader.size());
        }
    }

    private static String base64(float... vector) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
