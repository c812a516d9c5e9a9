package io.github.batchferry.result;

import static io.github.batchferry.request.endpoint.Endpoints.CHAT_COMPLETIONS;
import static io.github.batchferry.request.endpoint.Endpoints.RESPONSES;
import static io.github.batchferry.result.Collected.body;
import static io.github.batchferry.result.Collected.chat;
import static io.github.batchferry.result.Collected.httpError;
import static io.github.batchferry.result.Collected.never;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.result.answer.Outcome;
import io.github.batchferry.result.answer.Usage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultIndexerTest {
    @Test
    void everyRequestIsAccountedForOnce() {
        OutcomeCounts counts = new Collected(CHAT_COMPLETIONS, "a", "b", "c", "d", "e", "f")
                .output(chat("b", "\"hello\""), body("e", "null"))
                .errors(httpError("a", 400, "x"), never("c", "batch_expired"), never("d", "batch_cancelled"))
                .counts();

        assertThat(counts)
                .isEqualTo(new OutcomeCounts(
                        1,
                        1,
                        1,
                        1,
                        1,
                        1,
                        0,
                        0,
                        0,
                        0,
                        1,
                        Map.of(Spent.ANSWERS, new TokenSums(1, 11, 3, 0, 7, 2, 18, 0, 0))));
    }

    @Test
    void tokensOfFailuresAndOfLongPromptsAreSummedUpApart() {
        OutcomeCounts counts = new Collected(CHAT_COMPLETIONS, "a", "b", "c", "d", "e", "f")
                .output(
                        chat("a", "\"one\""),
                        chat("b", "\"two\""),
                        used("c", "\"long\"", 272_001),
                        used("d", "null", 5),
                        used("e", "null", 300_000))
                .errors(httpError("f", 400, "x"))
                .counts();

        assertThat(counts.tokens())
                .containsOnly(
                        Map.entry(Spent.ANSWERS, new TokenSums(2, 22, 6, 0, 14, 4, 36, 0, 0)),
                        Map.entry(Spent.LONG_ANSWERS, new TokenSums(1, 272_001, 2, 3, 1, 0, 0, 0, 0)),
                        Map.entry(Spent.FAILURES, new TokenSums(1, 5, 2, 3, 1, 0, 0, 0, 0)),
                        Map.entry(Spent.LONG_FAILURES, new TokenSums(1, 300_000, 2, 3, 1, 0, 0, 0, 0)));
        assertThat(counts.silent()).isZero();
    }

    @Test
    void whatWasAnsweredWithoutSayingWhatItUsedIsCounted() {
        OutcomeCounts counts = new Collected(CHAT_COMPLETIONS, "a", "b", "c", "d", "e")
                .output(
                        body("a", "{\"choices\":[{\"message\":{\"content\":\"x\"}}]}"),
                        body("b", "{\"error\":{\"code\":\"odd\",\"message\":\"m\"}}"),
                        body("c", "null"))
                .errors(httpError("d", 429, "x"), never("e", "batch_expired"))
                .counts();

        assertThat(counts.silent()).isEqualTo(3);
        assertThat(counts.tokens()).isEmpty();
    }

    private static String used(String id, String content, long input) {
        return body(
                id,
                "{\"choices\":[{\"message\":{\"content\":" + content + "}}],\"usage\":{\"prompt_tokens\":" + input
                        + ",\"completion_tokens\":1,\"prompt_tokens_details\":{\"cached_tokens\":2,"
                        + "\"cache_write_tokens\":3}}}");
    }

    @Test
    void aBatchWithoutFilesLeavesEveryRequestMissing() {
        assertThat(new Collected(CHAT_COMPLETIONS, "a", "b").counts().missing()).isEqualTo(2);
        assertThat(new Collected(CHAT_COMPLETIONS, "a")
                        .output()
                        .errors()
                        .counts()
                        .missing())
                .isEqualTo(1);
    }

    @Test
    void contentDecidesAndNotTheFile() throws IOException {
        Collected collected = new Collected(CHAT_COMPLETIONS, "a", "b")
                .output(httpError("a", 500, "server_error"))
                .errors(chat("b", "\"fine\""));

        try (AnswerReader reader = collected.reader()) {
            assertThat(reader.outcome()).isEqualTo(Outcome.FAILED);
            reader.seek(1);
            assertThat(reader.outcome()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(reader.text()).hasToString("fine");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "408,x,true",
        "409,x,true",
        "429,x,true",
        "500,x,true",
        "503,x,true",
        "400,x,false",
        "401,x,false",
        "404,x,false",
        "400,server_error,true"
    })
    void aFailureThatMayPassIsTold(int status, String code, boolean forNow) {
        ResultIndex index = new Collected(CHAT_COMPLETIONS, "a")
                .errors(httpError("a", status, code))
                .indexer
                .finish()
                .index();

        assertThat(index.outcome(0)).isEqualTo(Outcome.FAILED);
        assertThat(index.failedForNow(0)).isEqualTo(forNow);
        assertThat(index.httpStatus(0)).isEqualTo(status);
    }

    @Test
    void aTimeOutWithoutAnHttpAnswerMayPass() {
        ResultIndex index = new Collected(CHAT_COMPLETIONS, "a", "b")
                .errors(never("a", "request_timeout"), never("b", "other"))
                .indexer
                .finish()
                .index();

        assertThat(index.failedForNow(0)).isTrue();
        assertThat(index.failedForNow(1)).isFalse();
    }

    @Test
    void anAnswerOfTheResponsesEndpointMayFailByItsOwnStatus() {
        ResultIndex index = new Collected(RESPONSES, "a", "b", "c")
                .output(
                        body("a", "{\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"m\"}}"),
                        body("b", "{\"status\":\"incomplete\",\"error\":null,\"output\":[]}"),
                        body("c", "{\"error\":{\"code\":\"invalid_prompt\"},\"status\":\"failed\"}"))
                .indexer
                .finish()
                .index();

        assertThat(index.outcome(0)).isEqualTo(Outcome.FAILED);
        assertThat(index.failedForNow(0)).as("a 200 was perhaps paid").isFalse();
        assertThat(index.outcome(1)).isEqualTo(Outcome.FAILED);
        assertThat(index.failedForNow(1)).isFalse();
        assertThat(index.outcome(2)).isEqualTo(Outcome.FAILED);
        assertThat(index.failedForNow(2)).isFalse();
    }

    @Test
    void neitherResponseNorErrorIsInvalid() {
        OutcomeCounts counts = new Collected(CHAT_COMPLETIONS, "a", "b")
                .output("{\"custom_id\":\"a\",\"response\":null,\"error\":null}", "{\"custom_id\":\"b\"}")
                .counts();

        assertThat(counts.invalid()).isEqualTo(2);
        assertThat(counts.invalidLines()).isZero();
    }

    @Test
    void anErrorThatSaysNothingIsNone() {
        String line = chat("a", "\"x\"").replace("\"error\":null", "\"error\":{}");

        assertThat(new Collected(CHAT_COMPLETIONS, "a").output(line).counts().succeeded())
                .isEqualTo(1);
    }

    @Test
    void anAnswerStandsBeforeAnErrorAndTheFirstOfEquals() throws IOException {
        Collected collected = new Collected(CHAT_COMPLETIONS, "a", "b", "c", "d")
                .errors(never("a", "batch_expired"), httpError("b", 400, "x"), never("b", "batch_expired"))
                .output(
                        chat("a", "\"late\""),
                        chat("c", "\"one\""),
                        chat("c", "\"two\""),
                        chat("d", "\"same\""),
                        chat("d", "\"same\""));

        OutcomeCounts counts = collected.counts();
        assertThat(counts.duplicates()).isEqualTo(4);
        assertThat(counts.conflictingDuplicates()).isEqualTo(3);
        assertThat(counts.succeeded()).isEqualTo(3);
        assertThat(counts.tokensOf(Spent.ANSWERS).input()).isEqualTo(33);
        try (AnswerReader reader = collected.reader()) {
            assertThat(reader.text()).hasToString("late");
            reader.seek(1);
            assertThat(reader.outcome()).isEqualTo(Outcome.FAILED);
            reader.seek(2);
            assertThat(reader.text()).hasToString("one");
        }
    }

    @Test
    void aLastLineThatIsCutInTheMiddleSettlesNothing() {
        String whole = chat("a", "\"yes\"") + "\n" + chat("b", "\"no\"");
        OutcomeCounts counts = new Collected(CHAT_COMPLETIONS, "a", "b")
                .write(ResultFile.OUTPUT, whole.substring(0, whole.length() - 2).getBytes(StandardCharsets.UTF_8), 7)
                .counts();
        assertThat(counts.succeeded()).isEqualTo(1);
        assertThat(counts.missing()).isEqualTo(1);
        assertThat(counts.invalidLines()).isEqualTo(1);
    }

    @Test
    void aForeignIdIsCountedAndJoinedWithNothing() {
        IndexedResults results = new Collected(CHAT_COMPLETIONS, "a")
                .output(chat("stranger", "\"x\""), chat("a", "\"y\""))
                .indexer
                .finish();

        assertThat(results.counts().foreign()).isEqualTo(1);
        assertThat(results.counts().succeeded()).isEqualTo(1);
        assertThat(results.foreignIds()).containsExactly("stranger");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "[1]",
                "42",
                "\"custom_id\"",
                "{",
                "{\"custom_id\":7,\"response\":null}",
                "{\"response\":{}}",
                "{\"custom_id\":\"a",
                "{}\u0000",
                "\u0000",
                "{\u0000"
            })
    void aLineThatIsNoResultIsCountedAndLeavesItsNeighboursAlone(String broken) {
        OutcomeCounts counts = new Collected(CHAT_COMPLETIONS, "a")
                .output(broken, chat("a", "\"x\""), broken)
                .counts();

        assertThat(counts.invalidLines()).isEqualTo(2);
        assertThat(counts.succeeded()).isEqualTo(1);
        assertThat(counts.duplicates()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"custom_id\":\"a\",\"response\":{\"status_co",
                "{\"custom_id\":\"a\"} {}",
                "{\"custom_id\":\"a\",}",
                "{\"custom_id\":\"a\",\"response\":nul}"
            })
    void aBrokenLineWithAReadableIdMakesItsRequestInvalid(String broken) throws IOException {
        Collected collected = new Collected(CHAT_COMPLETIONS, "a").output(broken);

        assertThat(collected.counts().invalid()).isEqualTo(1);
        assertThat(collected.counts().invalidLines()).isEqualTo(1);
        try (AnswerReader reader = collected.reader()) {
            assertThat(reader.error().code()).isEqualTo("invalid_result_line");
            assertThat(reader.error().message()).contains("byte 0 of OUTPUT");
            assertThat(reader.text()).isNull();
            assertThat(reader.response()).isNull();
            assertThat(reader.model()).isNull();
            assertThat(reader.usage()).isNull();
        }
    }

    @Test
    void aLineOfHostileDepthIsInvalidAndNothingElse() {
        String deep = "{\"custom_id\":\"a\",\"response\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        String deepObject = "{\"custom_id\":\"b\",\"response\":" + "{\"body\":".repeat(100_000);

        OutcomeCounts counts = new Collected(CHAT_COMPLETIONS, "a", "b", "c")
                .output(deep, deepObject, chat("c", "\"x\""))
                .counts();

        assertThat(counts.invalid()).isEqualTo(2);
        assertThat(counts.succeeded()).isEqualTo(1);
    }

    @Test
    void depthInsideAnAnswerIsLimitedToo() {
        String deep = chat("a", "\"x\"").replace("\"choices\":[", "\"choices\":[" + "[".repeat(5000));

        assertThat(new Collected(CHAT_COMPLETIONS, "a").output(deep).counts().invalid())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 1 << 16})
    void aLineOverTheLimitIsInvalidWithItsIdAndItsNeighboursStand(int chunk) throws IOException {
        String over = chat("b", '"' + "x".repeat(3000) + '"');
        Collected collected = new Collected(CHAT_COMPLETIONS, 1000, List.of("a", "b", "c"))
                .write(ResultFile.OUTPUT, Collected.bytes(chat("a", "\"1\""), over, chat("c", "\"2\"")), chunk);

        assertThat(collected.counts().invalid()).isEqualTo(1);
        assertThat(collected.counts().invalidLines()).isEqualTo(1);
        try (AnswerReader reader = collected.reader()) {
            reader.seek(1);
            assertThat(reader.outcome()).isEqualTo(Outcome.INVALID);
            assertThat(reader.customIdMatches("b".getBytes(StandardCharsets.UTF_8), 0, 1))
                    .isTrue();
            reader.seek(2);
            assertThat(reader.text()).hasToString("2");
        }
    }

    @Test
    void anEscapedIdIsTheIdItMeans() throws IOException {
        Collected collected =
                new Collected(CHAT_COMPLETIONS, "a/é😀\"").output(chat("\\u0061\\/\\u00e9\\ud83d\\ude00\\\"", "\"x\""));

        assertThat(collected.counts().succeeded()).isEqualTo(1);
        try (AnswerReader reader = collected.reader()) {
            byte[] id = "..a/é😀\"".getBytes(StandardCharsets.UTF_8);
            assertThat(reader.customIdMatches(id, 2, id.length - 2)).isTrue();
            assertThat(reader.customIdMatches(id, 1, id.length - 1)).isFalse();
        }
    }

    @Test
    void anIdInsideTheAnswerIsNeverTaken() {
        String line =
                "{\"response\":{\"custom_id\":\"b\",\"status_code\":200,\"body\":{\"custom_id\":\"b\",\"choices\":[{\"message\":"
                        + "{\"content\":\"hi\"}}]}},\"x\":{\"custom_id\":\"b\"},\"custom_id\":\"a\"}";

        ResultIndex index = new Collected(CHAT_COMPLETIONS, "a", "b")
                .output(line)
                .indexer
                .finish()
                .index();

        assertThat(index.outcome(0)).isEqualTo(Outcome.SUCCEEDED);
        assertThat(index.outcome(1)).isEqualTo(Outcome.MISSING);
    }

    @Test
    void orderOfKeysAndWhiteSpaceDoNotMatter() throws IOException {
        String line =
                " \t{ \"error\" : null , \"response\" : { \"body\" : { \"usage\" : { \"total_tokens\" : 5 } , \"choices\" :"
                        + " [ { \"message\" : { \"content\" : \"x\\ty\" } } , { \"message\" : { \"content\" : \"no\" } } ] } ,"
                        + " \"status_code\" : 200 } , \"custom_id\" : \"a\" } \r";
        Collected collected = new Collected(CHAT_COMPLETIONS, "a").output("", " ", "\r", line);

        assertThat(collected.counts().invalidLines()).isZero();
        try (AnswerReader reader = collected.reader()) {
            assertThat(reader.text()).hasToString("x\ty");
            assertThat(reader.usage()).isEqualTo(new Usage(-1, -1, -1, -1, 5, -1, -1, -1));
            assertThat(reader.response().toString()).startsWith("{ \"usage\"").endsWith("] }");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1 << 16})
    void onlyALineFeedEndsALine(int chunk) throws IOException {
        String odd = "\u2028\u2029\u0085\r\u0000\u000b😀";
        String text = "\uFEFF" + chat("a", '"' + odd + '"') + "\n" + chat("b", "\"\\ud800\"");
        Collected collected = new Collected(CHAT_COMPLETIONS, "a", "b")
                .write(ResultFile.OUTPUT, text.getBytes(StandardCharsets.UTF_8), chunk);

        try (AnswerReader reader = collected.reader()) {
            assertThat(reader.text()).hasToString(odd);
            reader.seek(1);
            assertThat(reader.text()).hasToString("\uFFFD");
        }
    }

    @Test
    void theStoreGetsEveryByteAsItCame() {
        byte[] content = "\uFEFF\r\n\nbroken\n{\"custom_id\":\"a\"}".getBytes(StandardCharsets.UTF_8);

        Collected collected = new Collected(CHAT_COMPLETIONS, "a").write(ResultFile.OUTPUT, content, 3);

        assertThat(collected.store.files.get("OUTPUT")).isEqualTo(content);
    }

    @Test
    void aRestartedDownloadForgetsTheFirstTry() throws IOException {
        Collected collected = new Collected(CHAT_COMPLETIONS, "a", "b");
        OutputStream torn = collected.indexer.sink(ResultFile.OUTPUT, new ByteArrayOutputStream());
        torn.write(Collected.bytes(chat("b", "\"torn\""), chat("stranger", "\"torn\"")));
        assertThatThrownBy(collected.indexer::finish).isInstanceOf(IllegalStateException.class);

        OutcomeCounts counts = collected.output(chat("a", "\"x\"")).counts();

        assertThat(counts.succeeded()).isEqualTo(1);
        assertThat(counts.missing()).isEqualTo(1);
        assertThat(counts.foreign()).isZero();
    }

    @Test
    void longNumbersAndNamesCostNothingAndBreakNothing() throws IOException {
        String digits = "9".repeat(200_000);
        String line = body(
                "a",
                "{\"choices\":[{\"message\":{\"content\":\"x\"}}],\"usage\":{\"prompt_tokens\":" + digits
                        + ",\"total_tokens\":3000000000,\"completion_tokens\":-4,\"" + digits + "\":" + digits + "}}");
        Collected collected = new Collected(CHAT_COMPLETIONS, "a").output(line);

        try (AnswerReader reader = collected.reader()) {
            assertThat(reader.text()).hasToString("x");
            assertThat(reader.usage()).isNull();
        }
    }

    @Test
    void anAnswerMayBeAsLongAsItsLine() throws IOException {
        String text = "x".repeat(21_000_000);
        Collected collected = new Collected(CHAT_COMPLETIONS, "a").output(chat("a", '"' + text + "\\n\""));

        try (AnswerReader reader = collected.reader()) {
            assertThat(reader.text().length()).isEqualTo(text.length() + 1);
        }
    }
}
