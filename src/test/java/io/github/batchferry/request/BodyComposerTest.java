package io.github.batchferry.request;

import static io.github.batchferry.request.Requests.template;
import static io.github.batchferry.request.Requests.withConstants;
import static io.github.batchferry.request.Requests.withModel;
import static io.github.batchferry.request.endpoint.Endpoints.CHAT_COMPLETIONS;
import static io.github.batchferry.request.endpoint.Endpoints.RESPONSES;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.request.endpoint.RequestForm;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyComposerTest {
    private static final RequestTemplate BODY = template(RESPONSES, RequestForm.BODY);
    private static final RequestTemplate MESSAGES = template(CHAT_COMPLETIONS, RequestForm.MESSAGES);

    @Test
    void theFieldsOfABodyWinAndConstantsFillWhatItLacks() {
        Requests requests = new Requests(withConstants(BODY, "temperature", "0.5", "user", "\"u\"", "seed", "7"));
        assertThat(requests.body("{\"user\":null,\"temperature\":1,\"input\":\"q\"}"))
                .isEqualTo("{\"user\":null,\"temperature\":1,\"input\":\"q\",\"seed\":7,\"model\":\"m\"}");
        assertThat(requests.body("{}")).isEqualTo("{\"temperature\":0.5,\"user\":\"u\",\"seed\":7,\"model\":\"m\"}");
    }

    @Test
    void theModelOfABodyWinsAndDecidesItsShard() {
        Requests requests = new Requests(BODY);
        assertThat(requests.body("{\"model\":\"mine\"}")).isEqualTo("{\"model\":\"mine\"}");
        assertThat(requests.writer().model()).hasToString("mine");
        requests.body("{}");
        assertThat(requests.writer().model()).hasToString("m");
    }

    @Test
    void aBodyNeedsAModelFromSomewhere() {
        Requests requests = new Requests(withModel(BODY, null, null));
        assertThat(requests.line("{}")).isEqualTo("null_model");
        assertThat(requests.line("{\"model\":\"\"}")).isEqualTo("null_model");
        assertThat(requests.line("{\"model\":7}")).isEqualTo("invalid_body");
        assertThat(requests.line("{\"model\":null}")).isEqualTo("invalid_body");
        assertThat(requests.line("{\"model\":\"x\"}")).startsWith("{");
    }

    @Test
    void theModelColumnFillsABodyWithoutOne() {
        Requests requests = new Requests(withModel(BODY, null, "which"));
        requests.values().model.point("a\"b".getBytes(StandardCharsets.UTF_8));
        assertThat(requests.body("{\"input\":\"q\"}")).isEqualTo("{\"input\":\"q\",\"model\":\"a\\\"b\"}");
        assertThat(requests.body("{\"model\":\"x\"}")).isEqualTo("{\"model\":\"x\"}");
    }

    @Test
    void aBodyThatStreamsIsRefused() {
        Requests requests = new Requests(BODY);
        assertThat(requests.line("{\"stream\":true}")).isEqualTo("streaming_unsupported");
        assertThat(requests.line("{\"stream\":false}")).startsWith("{");
        assertThat(requests.line("{\"text\":{\"stream\":true}}")).startsWith("{");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"{}\"",
                "1",
                "{",
                "{}}",
                "{} {}",
                "{},",
                "{}x",
                "{\"a\":1,}",
                "{\"a\" 1}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "// c\n{}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "{\"a\":[{\"b\":1,\"b\":1}]}"
            })
    void whatIsNoJsonObjectIsARejectedRow(String body) {
        assertThat(new Requests(BODY).line(body)).isEqualTo("invalid_body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "\"x\"", "null", "[1", "[1]]", "[1] x", "[{\"a\":1,\"a\":1}]"})
    void whatIsNoArrayOfMessagesIsARejectedRow(String messages) {
        assertThat(new Requests(MESSAGES).line(messages)).isEqualTo("invalid_messages");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"messages\":[]}", "{\"messages\":[],\"model\":\"m\"}"})
    void aBodyWithoutAMessageSaysThatAndNotThatItHasNoModel(String body) {
        assertThat(new Requests(withModel(template(CHAT_COMPLETIONS, RequestForm.BODY), null, null)).line(body))
                .isEqualTo("invalid_messages");
    }

    @Test
    void aBodyThatAsksForAnotherFormatThanTheSchemaIsARejectedRow() {
        RequestTemplate template =
                Requests.withConstants(BODY, "text", "{\"format\":{\"type\":\"json_schema\",\"name\":\"answer\"}}");
        assertThat(new Requests(template).line("{\"model\":\"m\",\"input\":\"q\",\"text\":{\"verbosity\":\"low\"}}"))
                .isEqualTo("invalid_body");
        assertThat(new Requests(template).line("{\"model\":\"m\",\"input\":\"q\"}"))
                .contains("json_schema");
    }

    @Test
    void aRejectionNamesTheColumnAndThePlace() {
        Requests requests = new Requests(BODY);
        requests.values().payload.point("{\"abc\": ]}".getBytes(StandardCharsets.UTF_8));
        Rejection rejection = requests.writer().prepare(requests.values());
        assertThat(rejection).isNotNull();
        assertThat(rejection.param()).isEqualTo(Requests.COLUMN);
        assertThat(rejection.message()).contains("'" + Requests.COLUMN + "'", "at byte");
    }

    @Test
    void bytesInABodyThatAreNotUtf8AreARejectedRow() {
        Requests requests = new Requests(BODY);
        byte[] body = "{\"a\":\"??\"}".getBytes(StandardCharsets.UTF_8);
        body[6] = (byte) 0xC0;
        body[7] = (byte) 0x80;
        requests.values().payload.point(body);
        assertThat(requests.lineOfValues()).isEqualTo("invalid_utf8");
    }

    @Test
    void aRowIsNotSpoiltByTheRejectedOneBeforeIt() {
        Requests requests = new Requests(BODY);
        assertThat(requests.line("{\"a\":[[[")).isEqualTo("invalid_body");
        assertThat(requests.body("{\"a\":1}")).isEqualTo("{\"a\":1,\"model\":\"m\"}");
        assertThat(requests.line("{\"a\":1,\"a\":2}")).isEqualTo("invalid_body");
        assertThat(requests.body("{\"a\":2}")).isEqualTo("{\"a\":2,\"model\":\"m\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "1",
                "-1",
                "9007199254740993",
                "18446744073709551616",
                "123456789012345678901234567890123456789",
                "0.1",
                "1.0",
                "1.10",
                "-0.0",
                "1e5",
                "1E5",
                "1e+5",
                "1E-7",
                "1e400",
                "-1e-400",
                "0.1000000000000000055511151231257827",
                "3.141592653589793238462643383279502884197"
            })
    void numbersKeepEveryDigit(String number) {
        assertThat(new Requests(BODY).body("{\"a\":" + number + ",\"b\":[" + number + "]}"))
                .isEqualTo("{\"a\":" + number + ",\"b\":[" + number + "],\"model\":\"m\"}");
        assertThat(new Requests(MESSAGES).body("[" + number + "]"))
                .isEqualTo("{\"model\":\"m\",\"messages\":[" + number + "]}");
    }

    @Test
    void whiteSpaceGoesAndTextStays() {
        assertThat(new Requests(BODY)
                        .body(" {\n\t\"a\" : [ 1 , { } , [ ] , \"x\\ty\\u2028é😀\\ud83d\\ude00\" , true , null ] } \n"))
                .isEqualTo("{\"a\":[1,{},[],\"x\\ty\u2028é😀😀\",true,null],\"model\":\"m\"}");
    }

    @Test
    void halfOfAPairOfSurrogatesStaysAnEscape() {
        assertThat(new Requests(BODY).body("{\"a\":\"x\\ud83dy\"}"))
                .isEqualToIgnoringCase("{\"a\":\"x\\ud83dy\",\"model\":\"m\"}");
    }

    @Test
    void deepNestingIsRefusedAndNeverAnError() {
        Requests requests = new Requests(BODY);
        String deep = "[".repeat(900) + "]".repeat(900);
        assertThat(requests.body("{\"a\":" + deep + "}")).isEqualTo("{\"a\":" + deep + ",\"model\":\"m\"}");
        String deeper = "[".repeat(100_000) + "]".repeat(100_000);
        assertThat(requests.line("{\"a\":" + deeper + "}")).isEqualTo("invalid_body");
        assertThat(new Requests(MESSAGES).line(deeper)).isEqualTo("invalid_messages");
    }
}
