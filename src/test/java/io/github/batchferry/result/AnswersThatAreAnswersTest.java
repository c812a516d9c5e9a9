package io.github.batchferry.result;

import static io.github.batchferry.request.endpoint.Endpoints.CHAT_COMPLETIONS;
import static io.github.batchferry.request.endpoint.Endpoints.EMBEDDINGS;
import static io.github.batchferry.request.endpoint.Endpoints.RESPONSES;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.result.answer.Outcome;
import io.github.batchferry.result.answer.RowError;
import io.github.batchferry.result.answer.Slice;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code succeeded} means that there is an answer, whatever shape a server gives to it; anything else has its reason. */
class AnswersThatAreAnswersTest {
    private static final String CHOICE = "{\"choices\":[{\"index\":0,\"message\":%s,\"finish_reason\":\"%s\"}],"
            + "\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":7}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'content':'hi'}                                                   | stop       | hi",
                "{'content':''}                                                     | stop       | ",
                "{'content':'half'}                                                 | length     | half",
                "{'content':'hi','refusal':''}                                      | stop       | hi",
                "{'content':[{'type':'text','text':'a'},{'text':'b','type':'text'}]}| stop       | ab",
                "{'content':[{'type':'thinking','thinking':'x'},{'type':'text','text':'b'}]} | stop | b",
                "{'content':['a','b']}                                              | stop       | ab",
                "{'content':null,'tool_calls':[{'id':'c','x':'\\u00e9'}]}           | tool_calls | [{'id':'c','x':'\\u00e9'}]",
                "{'content':'','tool_calls':[ {'id':'c'} ]}                         | tool_calls | [ {'id':'c'} ]",
                "{'content':'text','tool_calls':[{'id':'c'}]}                       | tool_calls | text",
                "{'content':null,'function_call':{'name':'f'}}                      | function_call | {'name':'f'}",
                "{'content':null,'tool_calls':[{'id':'c'}]}                         | length     | [{'id':'c'}]",
            })
    void aChatAnswerIsOne(String message, String finish, String output) throws IOException {
        assertAnswer(CHAT_COMPLETIONS, chat(message, finish), output == null ? "" : json(output));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'content':null}                     | stop           | no_answer",
                "{'content':null,'tool_calls':[]}     | stop           | no_answer",
                "{'content':[]}                       | stop           | no_answer",
                "{'content':[{'type':'image'}]}       | stop           | no_answer",
                "{'content':[1,2]}                    | stop           | no_answer",
                "{'content':7}                        | stop           | no_answer",
                "{}                                   | stop           | no_answer",
                "null                                 | stop           | no_answer",
                "{'content':''}                       | length         | incomplete",
                "{'content':null}                     | length         | incomplete",
                "{'content':''}                       | error          | no_answer",
                "{'content':null,'refusal':'I \\u0077ill not'} | stop    | refusal",
                "{'content':'but','refusal':'I will not'} | stop       | refusal",
                "{'content':[{'type':'refusal','refusal':'I will not'}]} | stop | refusal",
                "{'content':'half of it'}             | content_filter | content_filter",
                "{'content':null}                     | content_filter | content_filter",
            })
    void aChatThatHoldsNoAnswerFailsWithItsReason(String message, String finish, String code) throws IOException {
        RowError error = assertFailure(CHAT_COMPLETIONS, chat(message, finish), code);
        if (code.equals("refusal")) {
            assertThat(error.message()).isEqualTo("I will not");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[{'index':1,'message':{'content':'no'}},{'index':0,'message':{'content':'yes'},'finish_reason':'stop'}]",
                "[{'message':{'content':'no'},'index':1.0},{'message':{'content':'yes'},'finish_reason':'stop','index':0.0}]",
                "[{'message':{'content':'yes'},'finish_reason':'stop'},{'message':{'content':'no'}}]",
                "[{'index':2,'message':{'refusal':'no'}},{'finish_reason':'stop','index':1,'message':{'content':'yes'}},7]",
            })
    void theChoiceOfTheLowestIndexIsTheAnswerWhereverItStands(String choices) throws IOException {
        try (AnswerReader reader = read(CHAT_COMPLETIONS, line("200", json("{'choices':" + choices + "}"), "null"))) {
            assertThat(reader.outcome()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(reader.text()).hasToString("yes");
            assertThat(reader.finishReason()).isEqualTo("stop");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'status':'completed','output':[{'type':'message','content':[{'type':'output_text','text':''}]}] | ",
                "'status':'completed','output':[{'type':'message','content':'plain'}] | plain",
                "'status':'incomplete','incomplete_details':{'reason':'max_output_tokens'},'output':[{'content':[{'type':'output_text','text':'half'}]}] | half",
                "'output':[{'type':'function_call','name':'f'}]                                        | [{'type':'function_call','name':'f'}]",
                "'output':[{'name':'f','type':'function_call'},{'type':'reasoning'},{'type':'custom_tool_call'}] | [{'name':'f','type':'function_call'},{'type':'custom_tool_call'}]",
                "'output':[{'type':'function_call'},{'type':'message','content':[{'type':'output_text','text':'t'}]}] | t",
                "'error':{},'output':[{'content':[{'type':'output_text','text':'t'}]}]                 | t",
            })
    void aResponseThatAnswersIsOne(String fields, String output) throws IOException {
        assertAnswer(RESPONSES, line("200", json("{" + fields + "}"), "null"), output == null ? "" : json(output));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'status':'completed','output':[]                                                         | no_answer",
                "'status':'completed','output':[{'type':'reasoning','content':'hidden'}]                  | no_answer",
                "'status':'cancelled','output':null                                                       | no_answer",
                "'status':'failed'                                                                        | no_answer",
                "'status':'failed','error':{'code':'invalid_prompt','message':'m'},'output':[{'content':[{'type':'output_text','text':'t'}]}] | invalid_prompt",
                "'status':'incomplete','output':[]                                                        | incomplete",
                "'output':[],'incomplete_details':{'reason':'max_output_tokens'}                          | incomplete",
                "'incomplete_details':{'reason':'content_filter'},'output':[{'content':[{'type':'output_text','text':'t'}]}],'status':'incomplete' | content_filter",
                "'output':[{'content':[{'type':'refusal','refusal':'I will not'}]}]                       | refusal",
                "'output':[{'content':[{'type':'output_text','text':'t'},{'type':'refusal','refusal':'I will not'}]}] | refusal",
            })
    void aResponseThatHoldsNoAnswerFailsWithItsReason(String fields, String code) throws IOException {
        assertFailure(RESPONSES, line("200", json("{" + fields + "}"), "null"), code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[{'embedding':'not base64'}]",
                "[{'embedding':'AAAAAA='}]",
                "[{'embedding':'AAAA'}]",
                "[{'embedding':''}]",
                "[{'embedding':[]}]",
                "[{'embedding':['NaN',1]}]",
                "[{'embedding':[1,null]}]",
                "[{'embedding':null}]",
                "[{}]",
                "[]",
                "null",
                "[{'embedding':[1]},{'embedding':[]}]",
                "[{'embedding':[1]},{'index':1}]",
                "[{'embedding':[1]},null]",
            })
    void vectorsOfWhichOneCannotBeReadAreNoAnswer(String data) throws IOException {
        assertFailure(EMBEDDINGS, line("200", json("{'data':" + data + "}"), "null"), "no_answer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "200     | null",
                "200     | {}",
                "200     | ''",
                "200     | {'code':null,'message':null}",
                "200     | {'code':'','message':'','param':null,'details':{}}",
                "200     | {'code':0}",
                "200     | {'type':'none'}",
                "200     | {'code':'server_error','message':'late'}",
                "200     | {'code':'batch_expired','message':'late'}",
                "200     | 'words'",
                "'200'   | null",
                "'200 OK'| null",
                "200.0   | null",
                "null    | null",
                "'fine'  | null",
                "201     | null",
                "99999999999999999999 | null",
            })
    void aBodyWithAnAnswerIsOneWhateverStandsBesideIt(String status, String error) throws IOException {
        assertAnswer(CHAT_COMPLETIONS, line(json(status), answer("hi"), json(error)), "hi");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "500     | null                         | 500",
                "'429'   | null                         | 429",
                "302     | null                         | 302",
                "400.0   | {'code':'x','message':'y'}   | 400",
            })
    void anAnswerUnderAnErrorStatusIsNone(String status, String error, int httpStatus) throws IOException {
        try (AnswerReader reader = read(CHAT_COMPLETIONS, line(json(status), answer("hi"), json(error)))) {
            assertThat(reader.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(reader.text()).isNull();
            assertThat(reader.error().httpStatus()).isEqualTo(httpStatus);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'<html>Bad Gateway</html>'                                       | no_answer | <html>Bad Gateway</html>",
                "'{not json'                                                      | no_answer | {not json",
                "'{} and more'                                                    | no_answer | {} and more",
                "[1]                                                              | no_answer | no answer",
                "7                                                                | no_answer | 7",
                "{}                                                               | no_answer | no answer",
                "{'object':'list','data':[]}                                      | no_answer | no answer",
                "{'message':'try later'}                                          | no_answer | try later",
                "{'error':{'code':'x','message':'broken'}}                        | x         | broken",
                "{'error':{'message':'broken'},'choices':[{'message':{'content':'hi'}}]} |    | broken",
                "{'object':'error','message':'too long','code':'too_long'}        | too_long  | too long",
                "'{\"error\":{\"code\":\"x\",\"message\":\"broken\"}}'            | x         | broken",
            })
    void aTwoHundredAroundSomethingElseFails(String body, String code, String message) throws IOException {
        String written = body.startsWith("'") ? quoted(body.substring(1, body.length() - 1)) : json(body);
        try (AnswerReader reader = read(CHAT_COMPLETIONS, line("200", written, "null"))) {
            assertThat(reader.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(reader.text()).isNull();
            assertThat(reader.response()).isNotNull();
            assertThat(reader.error().code()).isEqualTo(code);
            assertThat(reader.error().message()).contains(message);
        }
    }

    @Test
    void aBodyThatCameAsTextIsReadAndGivenUnescaped() throws IOException {
        String chat = "\n {\"choices\":[{\"index\":0,\"message\":{\"content\":\"a \\\"quote\\\" é \\u00e9\\n\"},"
                + "\"finish_reason\":\"stop\"}],\n\"model\":\"m\",\"usage\":{\"prompt_tokens\":3}}";
        for (Extent extent : Extent.values()) {
            try (AnswerReader reader = collected(
                            CHAT_COMPLETIONS, line("'200'".replace('\'', '"'), quoted(chat), "null"))
                    .reader(extent)) {
                assertThat(reader.outcome()).isEqualTo(Outcome.SUCCEEDED);
                Slice text = reader.text();
                assertThat(reader.response()).hasToString(chat);
                assertThat(text).hasToString("a \"quote\" é é\n");
                assertThat(reader.usage().inputTokens()).isEqualTo(3);
                assertThat(reader.model()).isEqualTo("m");
                assertThat(reader.finishReason()).isEqualTo("stop");
            }
        }
    }

    @Test
    void vectorsAndCallsInABodyThatCameAsTextAreRead() throws IOException {
        String vectors =
                "{\"data\":[{\"index\":1,\"embedding\":[\n 3,\n4 ]},{\"index\":0,\"embedding\":\"AACAPw==\"}]}";
        String calls = "{\"choices\":[{\"message\":{\"tool_calls\":[{\"id\":\"c\"}]}}]}";

        try (AnswerReader reader = read(EMBEDDINGS, line("200", quoted(vectors), "null"))) {
            assertThat(reader.vectors()).isDeepEqualTo(new float[][] {{1}, {3, 4}});
            assertThat(reader.vector()).isEqualTo(new float[] {1});
        }
        assertAnswer(CHAT_COMPLETIONS, line("200", quoted(calls), "null"), "[{\"id\":\"c\"}]");
    }

    @Test
    void aBodyAsTextThatRefusesFailsWithTheRefusal() throws IOException {
        String refusal = "{\"choices\":[{\"message\":{\"refusal\":\"I \\\"will\\\" not\"}}]}";

        try (AnswerReader reader = read(CHAT_COMPLETIONS, line("200", quoted(refusal), "null"))) {
            assertThat(reader.error().code()).isEqualTo("refusal");
            assertThat(reader.refusal()).hasToString("I \"will\" not");
            assertThat(reader.response()).hasToString(refusal);
        }
    }

    @ParameterizedTest
    @CsvSource({"batch_expired,EXPIRED", "batch_cancelled,CANCELLED"})
    void whatWasNotRunIsNotAFailure(String code, Outcome outcome) throws IOException {
        String error = "{\"code\":\"" + code + "\",\"message\":\"m\"}";
        for (String body : new String[] {"null", "{}", "\"text\""}) {
            try (AnswerReader reader = read(CHAT_COMPLETIONS, line("null", body, error))) {
                assertThat(reader.outcome()).as(body).isEqualTo(outcome);
                assertThat(reader.error().code()).isEqualTo(code);
            }
        }
        String refused = String.format(CHOICE, "{\"refusal\":\"no\"}", "stop");
        assertFailure(CHAT_COMPLETIONS, line("200", refused, error), "refusal");
    }

    @Test
    void aFailureThatWasPaidStandsBeforeOneThatWouldBeBoughtAgain() throws IOException {
        String refused = line("200", String.format(CHOICE, "{\"refusal\":\"no\"}", "stop"), "null");

        ResultIndex index = new Collected(CHAT_COMPLETIONS, "a")
                .output(Collected.never("a", "batch_expired"), Collected.httpError("a", 429, "x"), refused)
                .indexer
                .finish()
                .index();

        assertThat(index.outcome(0)).isEqualTo(Outcome.FAILED);
        assertThat(index.failedForNow(0)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "12.0,12",
        "12.5,-1",
        "1e3,1000",
        "1099511627776,-1",
        "2147483648,-1",
        "2147483647.0,2147483647",
        "1e400,-1"
    })
    void aCountIsReadWholeOrNotAtAll(String written, int read) throws IOException {
        String body =
                "{\"choices\":[{\"message\":{\"content\":\"x\"}}],\"usage\":{\"total_tokens\":1,\"prompt_tokens\":"
                        + written + "}}";

        try (AnswerReader reader = read(CHAT_COMPLETIONS, line("200", body, "null"))) {
            assertThat(reader.usage().inputTokens()).isEqualTo(read);
            assertThat(reader.usage().totalTokens()).isEqualTo(1);
        }
    }

    private static void assertAnswer(Endpoint endpoint, String line, String output) throws IOException {
        for (Extent extent : Extent.values()) {
            try (AnswerReader reader = collected(endpoint, line).reader(extent)) {
                assertThat(reader.outcome()).as(line).isEqualTo(Outcome.SUCCEEDED);
                assertThat(reader.text()).as(line).hasToString(output);
                assertThat(reader.error()).isNull();
                assertThat(reader.refusal()).isNull();
            }
        }
    }

    private static RowError assertFailure(Endpoint endpoint, String line, String code) throws IOException {
        Collected collected = collected(endpoint, line);
        assertThat(collected.counts().failed()).isEqualTo(1);
        assertThat(collected.indexer.finish().index().failedForNow(0)).isFalse();
        try (AnswerReader reader = collected.reader()) {
            assertThat(reader.outcome()).as(line).isEqualTo(Outcome.FAILED);
            assertThat(reader.text()).isNull();
            assertThat(reader.vector()).isNull();
            assertThat(reader.vectors()).isNull();
            assertThat(reader.response()).isNotNull();
            assertThat(reader.error().code()).as(line).isEqualTo(code);
            assertThat(reader.error().message()).isNotBlank();
            assertThat(reader.refusal() != null).isEqualTo(code.equals("refusal"));
            if (line.contains("\"usage\"")) {
                assertThat(reader.usage().outputTokens()).isEqualTo(7);
            }
            return reader.error();
        }
    }

    private static AnswerReader read(Endpoint endpoint, String line) throws IOException {
        return collected(endpoint, line).reader();
    }

    private static Collected collected(Endpoint endpoint, String line) {
        return new Collected(endpoint, "a").write(ResultFile.OUTPUT, (line + "\n").getBytes(UTF_8), 97);
    }

    private static String chat(String message, String finish) {
        return line("200", String.format(CHOICE, json(message), finish), "null");
    }

    private static String answer(String text) {
        return String.format(CHOICE, "{\"content\":\"" + text + "\"}", "stop");
    }

    private static String line(String status, String body, String error) {
        return "{\"custom_id\":\"a\",\"response\":{\"status_code\":" + status + ",\"request_id\":\"r\",\"body\":" + body
                + "},\"error\":" + error + "}";
    }

    private static String json(String withSingleQuotes) {
        return withSingleQuotes.strip().replace('\'', '"');
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
