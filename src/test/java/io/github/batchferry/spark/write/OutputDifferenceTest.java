package io.github.batchferry.spark.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.request.endpoint.OutputSpec;
import io.github.batchferry.request.endpoint.OutputSpec.OnIncomplete;
import io.github.batchferry.request.endpoint.OutputSpec.OnInvalid;
import io.github.batchferry.request.endpoint.RequestForm;
import io.github.batchferry.spark.write.schema.ResponseSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a write answers in another way than its job, the option that differs is named, with both values as they were typed. */
class OutputDifferenceTest {
    private static final String DDL = "label STRING NOT NULL, score DOUBLE, place STRUCT<city: STRING, zip: INT>";

    @Test
    void whatAsksForTheSameDoesNotDiffer() {
        assertThat(between(chat().schema(DDL), chat().schema(DDL))).isNull();
    }

    @Test
    void anOptionIsNamedWithBothValues() {
        assertThat(between(chat(), chat().with(OnIncomplete.FAIL))).isEqualTo("onIncomplete 'keep' | 'fail'");
        assertThat(between(chat().schema(DDL), chat().schema(DDL).with(OnInvalid.AGAIN)))
                .isEqualTo("onInvalidOutput 'fail' | 'again'");
        assertThat(between(chat().constant("n", "2"), chat())).isEqualTo("body.n '2' | none");
        assertThat(between(chat(), chat().constant("n", "3"))).isEqualTo("no body.n | '3'");
        assertThat(between(chat(), chat().constant("tools", "[{}]")))
                .isEqualTo(
                        "no body.tools, and so no column of their calls | body.tools, and so a column of their calls");
        assertThat(between(embeddings(RequestForm.INPUT), embeddings(RequestForm.INPUTS)))
                .isEqualTo("inputColumn with a string | inputColumn with an array");
        assertThat(between(images(), images().saved())).isEqualTo("saveAssets 'false' | 'true'");
        assertThat(between(chat(), chat().schema("a STRING"))).isEqualTo("no responseSchema | 'a STRING'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a STRING, b INT | a STRING, b BIGINT | responseSchema 'b INT, and 1 more' | 'b BIGINT, and 1 more'",
                "a STRING, b INT | b INT, a STRING | responseSchema 'a STRING, b INT' | 'b INT, a STRING'",
                "a STRING | a STRING NOT NULL | responseSchema 'a STRING' | 'a STRING NOT NULL'",
                "p STRUCT<c: STRING, z: INT>, b INT | p STRUCT<c: STRING, z: STRING>, b INT | responseSchema at $.p 'z INT, and 1 more' | 'z STRING, and 1 more'",
                "p ARRAY<STRUCT<c: STRING>> | p ARRAY<STRUCT<d: STRING>> | responseSchema at $.p 'c STRING' | 'd STRING'",
                "a INT, b INT, c INT, d INT, e INT, f INT, g INT | x INT | responseSchema 'a INT, b INT, c INT, d INT, e INT, and 2 more' | 'x INT'",
                "p STRUCT<a: INT, b: INT, c: INT, d: INT, e: INT, f: INT> | x INT | responseSchema 'p with 6 fields' | 'x INT'",
            })
    void aSchemaIsShownAsDdlByTheFieldsThatDiffer(String had, String given, String first, String second) {
        assertThat(between(chat().schema(had), chat().schema(given))).isEqualTo(first + " | " + second);
    }

    @Test
    void aRuleThatNoColumnShowsIsNamedByItsPlace() {
        String schema = "{\"properties\":{\"a\":{\"type\":\"string\",\"maxLength\":%s}}}";
        assertThat(between(chat().schema(schema.formatted("10")), chat().schema(schema.formatted("20"))))
                .isEqualTo("responseSchema at $.a.maxLength '10' | '20'");
        String values = "{\"properties\":{\"a\":{\"type\":\"string\",\"enum\":[%s]}}}";
        assertThat(between(
                        chat().schema(values.formatted("\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\"")),
                        chat().schema(values.formatted("\"1\""))))
                .isEqualTo("responseSchema at $.a.enum '\"1\", \"2\", \"3\", \"4\", \"5\", and 2 more' | '\"1\"'");
    }

    private static String between(Asked first, Asked second) {
        return OutputDifference.between(first.request(), first.output(), second.request(), second.output())
                .map(difference -> difference.had() + " | " + difference.given())
                .orElse(null);
    }

    private static Asked chat() {
        return Asked.of(Endpoints.CHAT_COMPLETIONS, RequestForm.PROMPT, Map.of());
    }

    private static Asked embeddings(RequestForm form) {
        return Asked.of(Endpoints.EMBEDDINGS, form, Map.of());
    }

    private static Asked images() {
        return Asked.of(Endpoints.of("/v1/images/edits").orElseThrow(), RequestForm.PROMPT, Map.of());
    }

    private record Asked(RequestTemplate request, OutputSpec output) {
        static Asked of(Endpoint endpoint, RequestForm form, Map<String, String> constants) {
            return new Asked(
                    new RequestTemplate(endpoint.path(), form, "ask", "m", null, null, new LinkedHashMap<>(constants)),
                    endpoint.output(form, constants));
        }

        Asked constant(String field, String json) {
            return of(request.endpoint(), request.form(), Map.of(field, json));
        }

        Asked schema(String text) {
            return new Asked(request, output.with(ResponseSchema.of(text).struct(OnInvalid.FAIL)));
        }

        Asked saved() {
            return new Asked(request, output.saved());
        }

        Asked with(OnIncomplete wanted) {
            return new Asked(request, output.with(wanted));
        }

        Asked with(OnInvalid wanted) {
            OutputSpec.Struct struct = output.struct();
            return new Asked(request, output.with(new OutputSpec.Struct(struct.type(), struct.schema(), wanted)));
        }
    }
}
