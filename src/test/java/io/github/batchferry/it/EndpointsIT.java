package io.github.batchferry.it;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.Endpoints;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an endpoint answers comes back in columns of its own types, in order, paid once, beside rows that fail. */
@ExtendWith(SparkExtension.class)
class EndpointsIT {
    private static final int ROWS = AskedEndpoint.ROWS;
    private static final String PARAMETERS =
            "{\"type\": \"object\", \"properties\": {\"city\": {\"type\": \"string\"}}, \"required\": [\"city\"]}";
    private static final Map<String, String> TOOLS = Map.of(
            "/v1/chat/completions",
            "[{\"type\": \"function\", \"function\": {\"name\": \"weather\", \"parameters\": " + PARAMETERS + "}}]",
            "/v1/responses",
            "[{\"type\": \"function\", \"name\": \"weather\", \"parameters\": " + PARAMETERS + "}]");

    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    static List<AskedEndpoint> endpoints() {
        return AskedEndpoint.ALL;
    }

    @Test
    void noEndpointIsLeftOut() {
        assertThat(endpoints())
                .extracting(AskedEndpoint::path)
                .containsExactlyInAnyOrderElementsOf(
                        Endpoints.ALL.stream().map(Endpoint::path).toList());
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void eachRowHasItsAnswerOrTheReasonWhyThereIsNone(AskedEndpoint asked, SparkSession spark) {
        server.fault(AskedEndpoint.FAULTS);
        write(spark, asked.path(), asked.asked())
                .option("model", asked.model())
                .option(asked.form(), "asked")
                .save(server.job("job"));
        Dataset<Row> results = server.results(server.job("job"));
        assertThat(typeOf(results, "output")).isEqualTo(asked.type());
        Map<Long, String> failures = new TreeMap<>(asked.failures());
        failures.putAll(Map.of(200L, "moderation_blocked", 300L, "no_answer"));

        assertSucceededExactlyWhereThereIs("output", results, failures);
        assertThat(differing(results, "output", asked.answer())).isEmpty();
        assertThat(differing(results, "usage.total_tokens", "bigint(" + json("$.usage.total_tokens") + ")", "TRUE"))
                .isEmpty();
        assertThat(results.where("usage.total_tokens > 0").count()).isEqualTo(asked.usage());
        assertThat(results.where("response IS NULL").count()).isZero();
        assertThat(results.where("error.http_status = 400 AND response LIKE '%\"error\"%'")
                        .select("id")
                        .collectAsList())
                .extracting(row -> row.getLong(0))
                .containsExactly(100L, 200L);
        assertThat(server.bill()).isEqualTo(new Bill(1, ROWS - 2, ROWS - 2, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions | $.choices[0].message.content",
                "/v1/responses        | $.output[0].content[0].text",
                "/v1/completions      | $.choices[0].text"
            })
    void aTextThatWasCutIsAnAnswerUnlessItIsToFail(String endpoint, String text, SparkSession spark) {
        server.fault(AskedEndpoint.FAULTS);
        write(spark, endpoint, "prompt")
                .option("model", "gpt-6-luna")
                .option("onIncomplete", "fail")
                .save(server.job("failing"));
        List<Row> cut = server.results(server.job("failing"))
                .where("error.code = 'incomplete'")
                .selectExpr("id", json(text), "usage.total_tokens > 0", "output IS NULL")
                .collectAsList();
        assertThat(cut).extracting(row -> row.getLong(0)).containsExactly(500L, 600L);
        assertThat(cut.get(1).getString(1)).startsWith("emulated ");
        assertThat(cut)
                .allSatisfy(row -> assertThat(List.of(row.getBoolean(2), row.getBoolean(3)))
                        .containsOnly(true));
        write(spark, endpoint, "prompt").option("model", "gpt-6-luna").save(server.job("keeping"));
        assertThat(server.results(server.job("keeping"))
                        .where("id = 600")
                        .select("status", "output")
                        .first()
                        .mkString("|"))
                .isEqualTo("succeeded|" + cut.get(1).getString(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions | message.content | message: struct<content: string>",
                "/v1/completions      | text            | text: string"
            })
    void severalChoicesAreAnArrayOfTexts(String endpoint, String text, String choice, SparkSession spark) {
        write(spark, endpoint, "prompt")
                .option("model", "gpt-6-luna")
                .option("body.n", "2")
                .save(server.job("job"));
        Dataset<Row> results = server.results(server.job("job"));
        assertThat(typeOf(results, "output")).isEqualTo("array<string>");
        assertSucceededExactlyWhereThereIs("output", results, Map.of());
        assertThat(results.where("size(array_distinct(output)) = 2").count()).isEqualTo(ROWS);
        assertThat(differing(
                        results,
                        "output",
                        "transform(from_json(response, 'choices array<struct<" + choice + ">>').choices, c -> c." + text
                                + ")"))
                .isEmpty();
        assertThat(results.select("id", "output").collectAsList())
                .allSatisfy(row -> assertThat(row.<String>getList(1).get(0)).isEqualTo(Prompts.answer(row.getLong(0))));
        assertThat(server.bill()).isEqualTo(new Bill(1, ROWS, ROWS, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions | $.choices[0].message.tool_calls[0] | id      | function.",
                "/v1/responses        | $.output[0]                        | call_id | ''"
            })
    void aCallOfAToolIsAnAnswerInAColumnOfItsOwn(
            String endpoint, String call, String id, String within, SparkSession spark) {
        server.fault("""
                {"lines": [{"customId": "r200", "status": 400, "code": "moderation_blocked"},
                           {"customId": "r400", "ending": "content_filter"}]}""");
        write(spark, endpoint, "prompt")
                .option("model", "gpt-6-luna")
                .option("body.tools", TOOLS.get(endpoint))
                .option("body.tool_choice", "required")
                .save(server.job("job"));
        Dataset<Row> results = server.results(server.job("job"));
        assertThat(typeOf(results, "output")).isEqualTo("string");
        assertThat(typeOf(results, "tool_calls")).isEqualTo("array<struct<id:string,name:string,arguments:string>>");
        assertSucceededExactlyWhereThereIs(
                "tool_calls", results, Map.of(200L, "moderation_blocked", 400L, "content_filter"));
        assertThat(results.where("output IS NOT NULL").count()).isZero();
        assertThat(differing(
                        results,
                        "tool_calls",
                        "array(named_struct('id', " + json(call + "." + id) + ", 'name', "
                                + json(call + "." + within + "name") + ", 'arguments', "
                                + json(call + "." + within + "arguments") + "))"))
                .isEmpty();
        assertThat(results.where("tool_calls[0].name = 'weather' AND tool_calls[0].id LIKE 'call_%'"
                                + " AND get_json_object(tool_calls[0].arguments, '$.city') LIKE 'emulated city%'")
                        .count())
                .isEqualTo(ROWS - 2);
        assertThat(server.bill()).isEqualTo(new Bill(1, ROWS - 1, ROWS - 1, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prompt                                  | array<float>",
                "array(prompt, concat('again ', prompt)) | array<array<float>>"
            })
    void vectorsAreTheSameAsNumbersAndAsBase64(String input, String type, SparkSession spark) {
        Dataset<Row> numbers = vectors(spark, input, "float");
        assertThat(typeOf(numbers, "output")).isEqualTo(type);
        assertThat(numbers.select("output").distinct().count()).isEqualTo(ROWS);
        assertThat(vectors(spark, input, "base64").select("id", "output").collectAsList())
                .isEqualTo(numbers.select("id", "output").collectAsList());
        assertThat(server.bill()).isEqualTo(new Bill(2, 2 * ROWS, 2 * ROWS, 1));
    }

    @Test
    void eachOfSeveralTextsHasItsVector(SparkSession spark) {
        List<Row> first = vectors(spark, "array(prompt, concat('again ', prompt))", "float")
                .selectExpr("id", "output[0]")
                .collectAsList();
        assertThat(vectors(spark, "prompt", "base64").select("id", "output").collectAsList())
                .isEqualTo(first);
    }

    @Test
    void eachOfSeveralTextsHasItsVerdict(SparkSession spark) {
        write(spark, "/v1/moderations", "array(prompt, if(id % 7 = 0, concat('kill ', prompt), prompt))")
                .option("model", "omni-moderation-latest")
                .option("inputColumn", "asked")
                .save(server.job("job"));
        Dataset<Row> results = server.results(server.job("job"));
        assertThat(typeOf(results, "output")).startsWith("array<struct<flagged:boolean,categories:map<");
        assertSucceededExactlyWhereThereIs("output", results, Map.of());
        assertThat(results.where("NOT output[0].flagged AND output[1].flagged = (id % 7 = 0)"
                                + " AND output[1].categories['violence'] = (id % 7 = 0)")
                        .count())
                .isEqualTo(ROWS);
    }

    @Test
    void anImageMayBeAnAddressWithTheWordsThatWereDrawn(SparkSession spark) {
        write(spark, "/v1/images/generations", "prompt")
                .option("model", "dall-e-3")
                .save(server.job("job"));
        Dataset<Row> results = server.results(server.job("job"));
        assertSucceededExactlyWhereThereIs("output", results, Map.of());
        assertThat(results.where("size(output) = 1 AND output[0].data IS NULL AND output[0].url LIKE 'https://%.png'"
                                + " AND output[0].revised_prompt = concat('An emulated picture. ', prompt)")
                        .count())
                .isEqualTo(ROWS);
    }

    private Dataset<Row> vectors(SparkSession spark, String input, String encoding) {
        write(spark, "/v1/embeddings", input)
                .option("model", "text-embedding-3-small")
                .option("inputColumn", "asked")
                .option("body.dimensions", "8")
                .option("body.encoding_format", encoding)
                .save(server.job(encoding));
        Dataset<Row> results = server.results(server.job(encoding));
        assertSucceededExactlyWhereThereIs("output", results, Map.of());
        return results;
    }

    private DataFrameWriter<Row> write(SparkSession spark, String endpoint, String asked) {
        Dataset<Row> rows = Prompts.of(spark, ROWS, 4)
                .withColumn("custom_id", concat(lit("r"), col("id")))
                .withColumn("asked", expr(asked));
        return server.writeWithoutModel(rows).option("endpoint", endpoint);
    }

    private static void assertSucceededExactlyWhereThereIs(
            String column, Dataset<Row> results, Map<Long, String> failures) {
        List<Row> rows = results.selectExpr("id", "status", column + " IS NOT NULL", "error.code")
                .collectAsList();
        assertThat(rows)
                .extracting(row -> row.getLong(0))
                .containsExactlyElementsOf(LongStream.range(0, ROWS).boxed().toList());
        assertThat(rows).allSatisfy(row -> {
            String failure = failures.get(row.getLong(0));
            assertThat(row.getString(1)).as(row.toString()).isEqualTo(failure == null ? "succeeded" : "failed");
            assertThat(row.getBoolean(2)).as(row.toString()).isEqualTo(failure == null);
            assertThat(row.getString(3)).isEqualTo(failure);
        });
        assertThat(results.where("status = 'succeeded'").count()).isEqualTo(ROWS - failures.size());
    }

    /** The succeeded rows whose column is not what Spark itself makes of the response. */
    private static List<Row> differing(Dataset<Row> results, String column, String expected) {
        return differing(results, column, expected, "status = 'succeeded'");
    }

    private static List<Row> differing(Dataset<Row> results, String column, String expected, String where) {
        return results.where(where)
                .selectExpr(
                        "id",
                        "to_json(named_struct('v', " + column + ")) AS seen",
                        "to_json(named_struct('v', " + expected + ")) AS expected")
                .where("NOT seen <=> expected")
                .collectAsList();
    }

    private static String json(String path) {
        return "get_json_object(response, '" + path + "')";
    }

    private static String typeOf(Dataset<Row> results, String column) {
        return results.schema().apply(column).dataType().catalogString();
    }
}
