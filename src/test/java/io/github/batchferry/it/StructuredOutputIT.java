package io.github.batchferry.it;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers by a schema come back as a struct that keeps to it; what does not is told, kept, and bought again if wanted. */
@ExtendWith(SparkExtension.class)
class StructuredOutputIT {
    private static final String CHAT = "/v1/chat/completions";
    private static final String RESPONSES = "/v1/responses";
    private static final String DDL = "label STRING NOT NULL COMMENT 'one of: good | bad', score DOUBLE NOT NULL,"
            + " tags ARRAY<STRING>, day DATE, price DECIMAL(8, 2), place STRUCT<city: STRING, zip: INT>";
    private static final String DDL_TYPE = "struct<label:string,score:double,tags:array<string>,day:date,"
            + "price:decimal(8,2),place:struct<city:string,zip:int>>";

    /** As Pydantic's {@code model_json_schema()} gives an enum, a nested model, a default and an optional field. */
    private static final String PYDANTIC = """
            {"$defs": {"Label": {"enum": ["good", "bad"], "title": "Label", "type": "string"},
                       "Place": {"properties": {"city": {"title": "City", "type": "string"},
                                                "zip": {"anyOf": [{"type": "integer"}, {"type": "null"}],
                                                        "default": null, "title": "Zip"}},
                                 "required": ["city"], "title": "Place", "type": "object"}},
             "properties": {"label": {"$ref": "#/$defs/Label"},
                            "score": {"maximum": 1, "minimum": 0, "title": "Score", "type": "number"},
                            "tags": {"default": [], "items": {"type": "string"}, "title": "Tags", "type": "array"},
                            "place": {"anyOf": [{"$ref": "#/$defs/Place"}, {"type": "null"}], "default": null}},
             "required": ["label", "score"], "title": "Review", "type": "object"}""";

    private static final String PYDANTIC_TYPE =
            "struct<label:string,score:double,tags:array<string>,place:struct<city:string,zip:bigint>>";
    private static final Map<String, String> TEXT = Map.of(
            CHAT, "get_json_object(response, '$.choices[0].message.content')",
            RESPONSES, "get_json_object(response, '$.output[0].content[0].text')");

    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    static Stream<Typed> schemas() {
        return Stream.of(CHAT, RESPONSES)
                .flatMap(endpoint ->
                        Stream.of(new Typed(endpoint, DDL, DDL_TYPE), new Typed(endpoint, PYDANTIC, PYDANTIC_TYPE)));
    }

    /** @param type that the schema comes to, as Spark prints it */
    private record Typed(String endpoint, String schema, String type) {}

    @ParameterizedTest
    @MethodSource("schemas")
    void eachRowHasTheStructThatWasAskedForOrTheReasonWhyNot(Typed typed, SparkSession spark) {
        int rows = AskedEndpoint.ROWS;
        server.fault("""
                {"lines": [{"customId": "r100", "status": 400, "code": "invalid_prompt", "message": "not this one"},
                           {"customId": "r200", "ending": "content_filter"},
                           {"customId": "r300", "ending": "length"},
                           {"customId": "r400", "ending": "invalid_output"},
                           {"customId": "r500", "ending": "refusal"}]}""");
        write(spark, rows, typed.endpoint(), typed.schema()).save(server.job("job"));
        Dataset<Row> results = server.results(server.job("job"));
        assertThat(results.schema().apply("output").dataType().catalogString()).isEqualTo(typed.type());
        assertThat(results.schema().treeString())
                .contains(" |-- output: struct (nullable = true)\n |    |-- label: string (nullable = false)\n");

        List<Row> seen = results.selectExpr("id", "status", "output IS NOT NULL", "error.code", "error.message")
                .collectAsList();
        assertThat(seen)
                .extracting(row -> row.getLong(0))
                .containsExactlyElementsOf(LongStream.range(0, rows).boxed().toList());
        Map<Long, String> failures = Map.of(
                100L,
                "invalid_prompt",
                200L,
                "content_filter",
                300L,
                "incomplete",
                400L,
                "invalid_output",
                500L,
                "refusal");
        assertThat(seen).allSatisfy(row -> {
            String failure = failures.get(row.getLong(0));
            assertThat(row.getString(1)).as(row.toString()).isEqualTo(failure == null ? "succeeded" : "failed");
            assertThat(row.getBoolean(2)).isEqualTo(failure == null);
            assertThat(row.getString(3)).isEqualTo(failure);
        });
        assertThat(seen.get(400).getString(4))
                .startsWith("the answer does not fit responseSchema: $ ")
                .contains("{\"emulated\":\"fits no schema\"}");
        assertThat(unlike(results, typed)).isEmpty();
        assertThat(results.where("usage.total_tokens > 0").count()).isEqualTo(rows - 1);
        assertThat(results.where("response IS NULL").count()).isZero();
        assertThat(server.bill()).isEqualTo(new Bill(1, rows - 1, rows - 1, 1));
    }

    /** The succeeded rows whose struct is not what Spark itself reads out of the text. */
    private static List<Row> unlike(Dataset<Row> results, Typed typed) {
        StructType type = (StructType) results.schema().apply("output").dataType();
        return results.where("status = 'succeeded'")
                .select(
                        col("id"),
                        to_json(col("output")).as("seen"),
                        to_json(from_json(expr(TEXT.get(typed.endpoint())), type))
                                .as("expected"))
                .where("seen IS NULL OR NOT seen <=> expected")
                .collectAsList();
    }

    @Test
    void oneFieldIsReadAloneAndFiltersOnFieldsHold(SparkSession spark) throws ReflectiveOperationException {
        write(spark, 40, CHAT, DDL).save(server.job("job"));
        Dataset<Row> results = server.results(server.job("job"));
        assertThat(read(results.select("output.label"))).isEqualTo("struct<output:struct<label:string>>");
        assertThat(read(results.selectExpr("output.place.zip + 1", "id")))
                .isEqualTo("struct<id:bigint,output:struct<place:struct<zip:int>>>");

        List<Row> all = results.select("output").collectAsList();
        assertThat(description(results.selectExpr("output.place.zip", "id")))
                .contains(", columns [id, output.place.zip], ");
        assertThat(results.select("output.label").collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactlyElementsOf(all.stream()
                        .map(row -> row.getStruct(0).<String>getAs("label"))
                        .toList());
        long good = all.stream()
                .filter(row -> row.getStruct(0).getAs("label").equals("good"))
                .count();
        assertThat(good).isBetween(1L, 39L);
        assertThat(results.where("output.label = 'good'").count()).isEqualTo(good);
        assertThat(results.where("output.label = 'good' OR output.place.zip IS NULL")
                        .select("id")
                        .count())
                .isEqualTo(good);
    }

    /** The columns and fields that the source is asked for. */
    private static String read(Dataset<Row> query) throws ReflectiveOperationException {
        return scan(query).readSchema().catalogString();
    }

    private static String description(Dataset<Row> query) throws ReflectiveOperationException {
        return scan(query).description();
    }

    private static Scan scan(Dataset<Row> query) throws ReflectiveOperationException {
        // The method stands in another class since Spark 4.
        Object execution = query.getClass().getMethod("queryExecution").invoke(query);
        LogicalPlan plan = ((QueryExecution) execution).optimizedPlan();
        LogicalPlan scan = plan instanceof Project project ? project.child() : plan;
        return ((DataSourceV2ScanRelation) scan).scan();
    }

    @ParameterizedTest
    @CsvSource({CHAT, RESPONSES})
    void anAnswerThatDoesNotFitSaysWhereAndIsKept(String endpoint, SparkSession spark) {
        server.fault("{\"lines\": [{\"customId\": \"r3\", \"body\": " + answer(endpoint, "good", "\"high\"")
                + "}, {\"customId\": \"r4\", \"body\": " + answer(endpoint, "middling", "0.5") + "}]}");
        write(spark, 6, endpoint, "label STRING NOT NULL COMMENT 'one of: good | bad', score DOUBLE")
                .save(server.job("job"));
        List<Row> failed = server.results(server.job("job"))
                .where("status = 'failed'")
                .selectExpr("error.code", "error.message", "output IS NULL", "usage.total_tokens", TEXT.get(endpoint))
                .collectAsList();
        assertThat(failed).hasSize(2).allSatisfy(row -> {
            assertThat(row.getString(0)).isEqualTo("invalid_output");
            assertThat(row.getBoolean(2)).isTrue();
            assertThat(row.getLong(3)).isEqualTo(7);
        });
        assertThat(failed.get(0).getString(1))
                .isEqualTo("the answer does not fit responseSchema: $.score is of another type than the schema asks:"
                        + " \"high\"");
        assertThat(failed.get(1).getString(1))
                .isEqualTo(
                        "the answer does not fit responseSchema: $.label is none of the values that the schema names:"
                                + " \"middling\"");
        assertThat(failed.get(0).getString(4)).isEqualTo("{\"label\":\"good\",\"score\":\"high\"}");
        assertThat(server.bill()).isEqualTo(new Bill(1, 6, 6, 1));
    }

    private static String answer(String endpoint, String label, String score) {
        String text = "\"{\\\"label\\\":\\\"" + label + "\\\",\\\"score\\\":" + score.replace("\"", "\\\"") + "}\"";
        return endpoint.equals(CHAT)
                ? "{\"choices\": [{\"message\": {\"content\": " + text + "}, \"finish_reason\": \"stop\"}], \"usage\":"
                        + " {\"prompt_tokens\": 3, \"completion_tokens\": 4, \"total_tokens\": 7}}"
                : "{\"status\": \"completed\", \"output\": [{\"type\": \"message\", \"content\": [{\"type\":"
                        + " \"output_text\", \"text\": " + text + "}]}], \"usage\": {\"input_tokens\": 3,"
                        + " \"output_tokens\": 4, \"total_tokens\": 7}}";
    }

    @ParameterizedTest
    @CsvSource({CHAT, RESPONSES})
    void exactlyWhatDoesNotFitIsBoughtAgainIfWanted(String endpoint, SparkSession spark) {
        server.fault("""
                {"lines": [{"customId": "r3", "ending": "invalid_output", "times": 1},
                           {"customId": "r7", "ending": "invalid_output"},
                           {"customId": "r8", "ending": "refusal"},
                           {"customId": "r9", "ending": "length"}]}""");
        write(spark, 20, endpoint, DDL).option("onInvalidOutput", "again").save(server.job("job"));
        Dataset<Row> results = server.results(server.job("job"));
        List<Row> rows = results.selectExpr("id", "status", "error.code", "error.message", "_attempt")
                .collectAsList();
        assertThat(rows)
                .filteredOn(row -> row.getString(1).equals("failed"))
                .extracting(row -> row.getLong(0) + " " + row.getString(2) + " " + row.getInt(4))
                .containsExactly("7 invalid_output 3", "8 refusal 1", "9 incomplete 1");
        assertThat(rows.get(7).getString(3)).endsWith("(before: attempt 1: invalid_output, attempt 2: invalid_output)");
        assertThat(rows)
                .filteredOn(row -> row.getString(1).equals("succeeded"))
                .hasSize(17)
                .allSatisfy(row -> assertThat(row.getInt(4)).isEqualTo(row.getLong(0) == 3 ? 2 : 1));
        assertThat(unlike(results, new Typed(endpoint, DDL, DDL_TYPE))).isEmpty();
        assertThat(server.batchSizes()).containsExactly(20, 2, 1);
        assertThat(server.bill()).isEqualTo(new Bill(3, 23, 20, 3));
    }

    static Stream<Mistake> refusedBeforeAnythingIsSent() {
        return Stream.of(
                schema("{\"type\": \"array\", \"items\": {\"type\": \"string\"}}")
                        .says("$ must be an object"),
                schema("{\"properties\": {\"a\": {\"type\": \"object\"}}}").says("$.a is an object without properties"),
                schema("{\"properties\": {\"a\": {\"oneOf\": [{\"type\": \"string\"}]}}}")
                        .says("$.a uses 'oneOf'", "use 'anyOf'"),
                schema("{\"properties\": {\"a\": {\"type\": \"string\", \"format\": \"uri\"}}}")
                        .says("$.a has the format 'uri'"),
                schema("{\"properties\": {\"a\": {\"$ref\": \"#\"}}}").says("refers to itself"),
                schema("{\"properties\"").says("is no JSON"),
                schema("label STRNG").says("neither DDL", "nor a JSON Schema", "line 1, character 7", "STRNG"),
                schema("label STRING,").says("neither DDL", "nor a JSON Schema"),
                schema("scores MAP<STRING, DOUBLE>").says("$.scores is map<string,double>", "an array of structs"),
                schema("at STRUCT<raw: BINARY>").says("$.at.raw is binary"),
                schema("n INT COMMENT 'one of: 1 | 2'").says("$.n is int", "only a string"),
                clash("body.response_format", "{\"type\": \"json_object\"}").says("'response_format'", "clashes"),
                clash("body.n", "2").says("'n'", "2 answers"),
                clash("endpoint", "/v1/embeddings").says("is not for /v1/embeddings"),
                clash("endpoint", "/v1/completions").says("is not for /v1/completions"),
                Mistake.inOptions(
                                "text.format of a response",
                                writer -> writer.option("responseSchema", DDL)
                                        .option("endpoint", RESPONSES)
                                        .option("body.text", "{\"format\": {\"type\": \"text\"}}"))
                        .says("'text.format'", "clashes"));
    }

    @ParameterizedTest
    @MethodSource("refusedBeforeAnythingIsSent")
    void whatCannotBeAskedForIsRefusedBeforeAnythingIsSent(Mistake mistake, SparkSession spark) {
        assertThatThrownBy(() -> mistake.options()
                        .apply(server.write(Prompts.of(spark, 3, 1)))
                        .save(server.job("job")))
                .isInstanceOf(UserException.class)
                .hasNoCause()
                .hasMessageNotContaining("== SQL")
                .hasMessageContainingAll(mistake.words().toArray(String[]::new))
                .hasMessageContaining("responseSchema");
        assertThat(server.calls()).isZero();
        assertThat(Path.of(server.job("job"), "writes")).doesNotExist();
    }

    private static Mistake schema(String schema) {
        return Mistake.inOptions(schema, writer -> writer.option("responseSchema", schema));
    }

    private static Mistake clash(String option, String value) {
        return Mistake.inOptions(
                option + " " + value,
                writer -> writer.option("responseSchema", DDL).option(option, value));
    }

    private DataFrameWriter<Row> write(SparkSession spark, int rows, String endpoint, String schema) {
        Dataset<Row> prompts = Prompts.of(spark, rows, 4).withColumn("custom_id", concat(lit("r"), col("id")));
        return server.write(prompts).option("endpoint", endpoint).option("responseSchema", schema);
    }
}
