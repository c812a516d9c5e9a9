package io.github.batchferry.result;

import static io.github.batchferry.request.endpoint.Endpoints.CHAT_COMPLETIONS;
import static io.github.batchferry.request.endpoint.Endpoints.RESPONSES;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.request.endpoint.OutputKind;
import io.github.batchferry.request.endpoint.OutputSpec;
import io.github.batchferry.request.endpoint.OutputSpec.OnIncomplete;
import io.github.batchferry.request.endpoint.OutputSpec.ToolCalls;
import io.github.batchferry.result.answer.AnswerRules;
import io.github.batchferry.result.answer.Outcome;
import io.github.batchferry.result.answer.Slice;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are more than one text: several choices, calls of tools, verdicts, images. */
class OtherAnswersTest {
    private static final Endpoint COMPLETIONS = Endpoints.of("/v1/completions").orElseThrow();
    private static final Endpoint MODERATIONS = Endpoints.of("/v1/moderations").orElseThrow();
    private static final Endpoint IMAGES =
            Endpoints.of("/v1/images/generations").orElseThrow();
    private static final Endpoint VIDEOS = Endpoints.of("/v1/videos").orElseThrow();

    @Test
    void aChoiceThatAnswersStandsForOneThatDoesNot() throws IOException {
        String choices = "{'choices':[{'index':2,'message':{'content':'c'}},"
                + "{'index':0,'message':{'refusal':'no'}},{'index':1,'message':{'content':'b\\u0021'}}]}";
        try (AnswerReader reader = read(CHAT_COMPLETIONS, choices)) {
            assertThat(reader.outcome()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(reader.text()).hasToString("b!");
            assertThat(reader.texts(ToolCalls.IN_OUTPUT)).containsExactly(null, "b!", "c");
            assertThat(reader.refusal()).isNull();
        }
    }

    @Test
    void whereNoChoiceAnswersTheFirstOneSaysWhy() throws IOException {
        String choices = "{'choices':[{'index':1,'message':{'content':''},'finish_reason':'length'},"
                + "{'index':0,'message':{'refusal':'I will not'}}]}";
        try (AnswerReader reader = read(CHAT_COMPLETIONS, choices)) {
            assertThat(reader.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(reader.error().code()).isEqualTo("refusal");
            assertThat(reader.texts(ToolCalls.IN_OUTPUT)).isNull();
        }
    }

    @Test
    void aCompletionIsTheTextOfItsChoice() throws IOException {
        String choices = "{'object':'text_completion','choices':[{'text':'a','index':0,'finish_reason':'stop'},"
                + "{'text':'b','index':1,'finish_reason':'length'}],'usage':{'prompt_tokens':1,'completion_tokens':2}}";
        try (AnswerReader reader = read(COMPLETIONS, choices)) {
            assertThat(reader.text()).hasToString("a");
            assertThat(reader.texts(ToolCalls.IN_OUTPUT)).containsExactly("a", "b");
            assertThat(reader.usage().outputTokens()).isEqualTo(2);
        }
    }

    @Test
    void callsStandBesideATextAndAloneThereIsNoText() throws IOException {
        String call = "'tool_calls':[{'id':'c','type':'function','function':{'name':'f','arguments':'{}'}}]";
        try (AnswerReader reader = read(CHAT_COMPLETIONS, chat("'content':'text'," + call))) {
            assertThat(reader.textAlone()).hasToString("text");
            assertThat(reader.toolCalls().get(0).path("id").asText()).isEqualTo("c");
        }
        try (AnswerReader reader = read(CHAT_COMPLETIONS, chat("'content':null," + call))) {
            assertThat(reader.outcome()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(reader.textAlone()).isNull();
            assertThat(reader.toolCalls()).hasSize(1);
        }
        try (AnswerReader reader = read(CHAT_COMPLETIONS, chat("'content':'[1]'"))) {
            assertThat(reader.textAlone()).hasToString("[1]");
            assertThat(reader.toolCalls()).isEmpty();
        }
        String items = "{'output':[{'type':'function_call','call_id':'c','name':'f','arguments':'{}'},"
                + "{'type':'custom_tool_call','call_id':'d','name':'g','input':'x'}]}";
        try (AnswerReader reader = read(RESPONSES, items)) {
            assertThat(reader.textAlone()).isNull();
            assertThat(reader.toolCalls()).hasSize(2);
        }
    }

    @Test
    void aTextHoldsWhileTheCallsBesideItAreRead() throws IOException {
        String call = "'tool_calls':[{'id':'c'},{'id':'d'},{'id':'e'}]";
        try (AnswerReader reader = read(CHAT_COMPLETIONS, chat("'content':'two\\nlines'," + call))) {
            Slice text = reader.textAlone();
            assertThat(reader.toolCalls()).hasSize(3);
            assertThat(text).hasToString("two\nlines");
        }
    }

    @Test
    void callsStandForTheTextOfAChoiceWhereThereIsNoColumnForThem() throws IOException {
        String choices = "{'choices':[{'index':0,'message':{'tool_calls':[{'id':'c'}]}},"
                + "{'index':1,'message':{'content':'b'}}]}";
        try (AnswerReader reader = read(CHAT_COMPLETIONS, choices)) {
            assertThat(reader.texts(ToolCalls.IN_OUTPUT)).containsExactly("[{\"id\":\"c\"}]", "b");
            assertThat(reader.texts(ToolCalls.IN_COLUMN)).containsExactly(null, "b");
        }
    }

    @Test
    void ofSeveralChoicesTheCallsOfAllAreThereInTheirOrder() throws IOException {
        String choices = "{'choices':[{'index':2,'message':{'tool_calls':[{'id':'d'},{'id':'e'}]}},"
                + "{'index':0,'message':{'content':'a','tool_calls':[{'id':'b'}]}},"
                + "{'index':1,'message':{'function_call':{'id':'c'}}},{'index':3,'message':{'content':'f'}}]}";
        assertThat(callIds(OutputKind.TEXTS, choices)).containsExactly("b", "c", "d", "e");
        assertThat(callIds(OutputKind.TEXT, choices)).containsExactly("b");
        String second = "{'choices':[{'index':0,'message':{'content':'a'}},"
                + "{'index':1,'message':{'tool_calls':[{'id':'b'}]}},{'index':2,'message':{'refusal':'no',"
                + "'tool_calls':[{'id':'c'}]}}]}";
        assertThat(callIds(OutputKind.TEXTS, second)).containsExactly("b");
        assertThat(callIds(OutputKind.TEXTS, chat("'content':'a'"))).isEmpty();
    }

    private static List<String> callIds(OutputKind kind, String body) throws IOException {
        OutputSpec output = new OutputSpec(kind, ToolCalls.IN_COLUMN, OnIncomplete.KEEP, null);
        try (AnswerReader reader = read(AnswerRules.of(CHAT_COMPLETIONS, output), body)) {
            return reader.toolCalls().stream()
                    .map(call -> call.path("id").asText())
                    .toList();
        }
    }

    @Test
    void callsThatNoColumnCouldShowAreNoAnswerUnderASchema() throws IOException {
        OutputSpec.Struct struct = new OutputSpec.Struct("", "{\"type\":\"object\"}", OutputSpec.OnInvalid.FAIL);
        String body = Collected.body(
                "a", chat("'content':null,'tool_calls':[{'id':'c'}]").replace('\'', '"'));
        for (ToolCalls place : ToolCalls.values()) {
            OutputSpec output = new OutputSpec(OutputKind.STRUCT, place, OutputSpec.OnIncomplete.KEEP, struct);
            try (AnswerReader reader = new Collected(AnswerRules.of(CHAT_COMPLETIONS, output), "a")
                    .output(body)
                    .reader()) {
                assertThat(reader.outcome())
                        .isEqualTo(place == ToolCalls.IN_COLUMN ? Outcome.SUCCEEDED : Outcome.FAILED);
            }
        }
    }

    @Test
    void aCutTextIsKeptOrFailsAsTheWriteAsks() throws IOException {
        String body = Collected.body(
                "a", chat("'content':'half'").replace("stop", "length").replace('\'', '"'));
        for (OnIncomplete asked : OnIncomplete.values()) {
            OutputSpec output = OutputSpec.of(OutputKind.TEXT).with(asked);
            try (AnswerReader reader = new Collected(AnswerRules.of(CHAT_COMPLETIONS, output), "a")
                    .output(body)
                    .reader()) {
                if (asked == OnIncomplete.KEEP) {
                    assertThat(reader.text()).hasToString("half");
                } else {
                    assertThat(reader.error().code()).isEqualTo("incomplete");
                    assertThat(reader.error().message()).contains("before there was all of it");
                    assertThat(reader.text()).isNull();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'index':0,'message':{'tool_calls':[{'id':'c'}]},'finish_reason':'length'} | the answer reached the limit of output tokens before there was all of it; ask for more tokens",
                "{'index':0,'message':{'content':'a'}},{'index':1,'message':{'content':'b'},'finish_reason':'length'} | choice 1, counted from 0, reached the limit of output tokens before there was all of it; ask for more tokens",
                "{'index':2,'message':{'content':'c'},'finish_reason':'length'},{'index':1,'message':{'content':''},'finish_reason':'length'},{'index':0,'message':{'content':'a'}} | choice 1, counted from 0, reached the limit of output tokens before there was any text; ask for more tokens",
                "{'index':0,'message':{'refusal':'no'}},{'index':1,'message':{'content':'b'},'finish_reason':'length'} | choice 1, counted from 0, reached the limit of output tokens before there was all of it; ask for more tokens",
            })
    void aCutAnywhereFailsTheRowWhereTheWriteAsksForThat(String choices, String why) throws IOException {
        String body = "{'choices':[" + choices + "]}";
        for (OutputKind kind : List.of(OutputKind.TEXT, OutputKind.TEXTS)) {
            OutputSpec output = new OutputSpec(kind, ToolCalls.IN_COLUMN, OnIncomplete.FAIL, null);
            try (AnswerReader reader = read(AnswerRules.of(CHAT_COMPLETIONS, output), body)) {
                assertThat(reader.error().code()).isEqualTo("incomplete");
                assertThat(reader.error().message()).isEqualTo(why);
            }
            try (AnswerReader reader = read(AnswerRules.of(CHAT_COMPLETIONS, output.with(OnIncomplete.KEEP)), body)) {
                assertThat(reader.outcome()).isEqualTo(Outcome.SUCCEEDED);
            }
        }
    }

    @Test
    void callsOfAResponseThatWasCutFailWhereTheWriteAsksForThat() throws IOException {
        String body = "{'status':'incomplete','incomplete_details':{'reason':'max_output_tokens'},'output':["
                + "{'type':'function_call','name':'f'}]}";
        OutputSpec output = OutputSpec.of(OutputKind.TEXT).with(OnIncomplete.FAIL);
        try (AnswerReader reader = read(AnswerRules.of(RESPONSES, output), body)) {
            assertThat(reader.error().code()).isEqualTo("incomplete");
            assertThat(reader.error().message()).startsWith("the answer reached the limit");
        }
    }

    @Test
    void aVerdictThatSaysWhetherTheInputIsFlaggedIsAnAnswer() throws IOException {
        String results = "{'id':'modr-1','results':[{'categories':{'hate':true},'flagged':true},{'flagged':false}]}";
        try (AnswerReader reader = read(MODERATIONS, results)) {
            assertThat(reader.outcome()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(reader.text()).isNull();
            assertThat(reader.responseTree().path("results")).hasSize(2);
            assertThat(reader.usage()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "null", "[{}]", "[{'flagged':null}]", "[{'flagged':true},{}]", "[{'flagged':true},7]"})
    void aVerdictThatDoesNotIsNone(String results) throws IOException {
        assertNoAnswer(MODERATIONS, "{'results':" + results + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'b64_json':'iVBORw0KGgo='}]",
                "[{'b64_json':'iVBORw0KGg\\u006f='}]",
                "[{'url':'https://example.com/a.png','b64_json':null},{'b64_json':'YQ=='}]",
                "[{'b64_json':'','url':'https://example.com/a.png'}]",
                "[{'b64_json':7,'b64_json':'YQ=='}]"
            })
    void anImageWithItsBytesOrItsAddressIsAnAnswer(String data) throws IOException {
        try (AnswerReader reader = read(IMAGES, "{'data':" + data + "}")) {
            assertThat(reader.outcome()).isEqualTo(Outcome.SUCCEEDED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{}]",
                "[{'b64_json':''}]",
                "[{'b64_json':'a'}]",
                "[{'b64_json':'@@@@','url':'https://example.com'}]",
                "[{'b64_json':'YQ==','b64_json':7}]",
                "[{'url':''}]",
                "[{'url':'https://example.com'},null]"
            })
    void anImageWithNeitherIsNone(String data) throws IOException {
        assertNoAnswer(IMAGES, "{'data':" + data + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'status':'completed'", "'status':'queued','error':null", "'status':'in_progress'", "'a':1"})
    void aVideoIsAnAnswerWhetherItIsMadeOrNot(String rest) throws IOException {
        try (AnswerReader reader = read(VIDEOS, "{'id':'video_1'," + rest + "}")) {
            assertThat(reader.outcome()).isEqualTo(Outcome.SUCCEEDED);
            assertThat(reader.text()).hasToString("video_1");
        }
    }

    @Test
    void aVideoThatFailedIsAFailureWithItsReason() throws IOException {
        String failed = "{'id':'video_1','status':'failed','error':{'code':'moderation_blocked','message':'no'}}";
        try (AnswerReader reader = read(VIDEOS, failed)) {
            assertThat(reader.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(reader.error().code()).isEqualTo("moderation_blocked");
        }
        assertNoAnswer(VIDEOS, "{'id':'video_1','status':'failed','error':null}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'id':7,'status':'completed'}", "{'id':'','status':'completed'}", "{'status':'completed'}"})
    void aVideoWithoutAnIdIsNone(String body) throws IOException {
        assertNoAnswer(VIDEOS, body);
    }

    private static void assertNoAnswer(Endpoint endpoint, String body) throws IOException {
        try (AnswerReader reader = read(endpoint, body)) {
            assertThat(reader.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(reader.error().code()).isEqualTo("no_answer");
        }
    }

    private static String chat(String message) {
        return "{'choices':[{'index':0,'message':{" + message + "},'finish_reason':'stop'}]}";
    }

    private static AnswerReader read(Endpoint endpoint, String body) throws IOException {
        return read(AnswerRules.of(endpoint), body);
    }

    private static AnswerReader read(AnswerRules rules, String body) throws IOException {
        return new Collected(rules, "a")
                .output(Collected.body("a", body.replace('\'', '"')))
                .reader();
    }
}
