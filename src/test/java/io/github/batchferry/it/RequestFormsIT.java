package io.github.batchferry.it;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every form in which a request can stand in a DataFrame is sent as the API wants it and gets its answer. */
@ExtendWith(SparkExtension.class)
class RequestFormsIT {
    private static final int ROWS = 6;
    private static final String MESSAGES = "array(named_struct('role', 'system', 'content', 'Be brief.'),"
            + " named_struct('role', 'user', 'content', prompt))";

    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "messagesColumn | /v1/chat/completions | " + MESSAGES,
                "messagesColumn | /v1/chat/completions | to_json(" + MESSAGES + ")",
                "bodyColumn | /v1/chat/completions | named_struct('messages', " + MESSAGES + ", 'seed', 7)",
                "bodyColumn | /v1/chat/completions | to_json(named_struct('messages', " + MESSAGES + "))",
                "inputColumn | /v1/responses | prompt",
                "bodyColumn | /v1/responses | named_struct('input', prompt, 'store', false)",
                "promptColumn | /v1/responses | prompt",
                "promptColumn | /v1/chat/completions | prompt"
            })
    void eachTextFormGetsItsAnswer(String option, String endpoint, String value, SparkSession spark) {
        List<Row> rows =
                answers(server.write(rows(spark, value)).option(option, "asked").option("endpoint", endpoint));
        assertThat(rows).hasSize(ROWS).allSatisfy(row -> {
            assertThat(row.<String>getAs("output")).isEqualTo(Prompts.answer(row.getLong(0)));
            assertThat(row.<Row>getAs("usage").<Long>getAs("total_tokens")).isPositive();
        });
        assertThat(server.bill()).isEqualTo(new Bill(1, ROWS, ROWS, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"promptColumn | prompt", "inputColumn | prompt"})
    void anEmbeddingOfATextIsAVector(String option, String value, SparkSession spark) {
        List<Row> rows = answers(embeddings(rows(spark, value)).option(option, "asked"));
        assertThat(rows)
                .hasSize(ROWS)
                .allSatisfy(row -> assertThat(length(row.getList(row.fieldIndex("output"))))
                        .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-3)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inputColumn | array(prompt, 'the same')",
                "bodyColumn  | named_struct('input', array(prompt, 'the same'))"
            })
    void anEmbeddingOfAnArrayIsAVectorForEachElement(String option, String value, SparkSession spark) {
        List<Row> rows = answers(embeddings(rows(spark, value)).option(option, "asked"));
        assertThat(rows)
                .hasSize(ROWS)
                .allSatisfy(
                        row -> assertThat(row.getList(row.fieldIndex("output"))).hasSize(2));
        assertThat(rows.stream()
                        .map(row -> row.getList(row.fieldIndex("output")).get(1))
                        .distinct())
                .hasSize(1);
        assertThat(rows.stream()
                        .map(row -> row.getList(row.fieldIndex("output")).get(0))
                        .distinct())
                .hasSize(ROWS);
    }

    @Test
    void constantsAndTheSystemPromptStandInEveryBody(SparkSession spark) {
        server.keepBatchesOpen();
        server.write(rows(spark, "prompt"))
                .option("systemPrompt", "Be \"brief\".")
                .option("body", "{\"temperature\": 0.5, \"logit_bias\": {\"50256\": -100}, \"user\": \"A\"}")
                .option("body.temperature", "0.2")
                .option("body.stop", "[\"END\"]")
                .save(server.job("job"));
        List<JsonNode> bodies = bodies();
        assertThat(bodies).hasSize(ROWS).allSatisfy(body -> {
            assertThat(body.path("model").asText()).isEqualTo("gpt-6-luna");
            assertThat(body.path("temperature").asDouble()).isEqualTo(0.2);
            assertThat(body.path("logit_bias").path("50256").asInt()).isEqualTo(-100);
            assertThat(body.path("stop").toString()).isEqualTo("[\"END\"]");
            assertThat(body.path("messages").path(0).toString())
                    .isEqualTo("{\"role\":\"system\",\"content\":\"Be \\\"brief\\\".\"}");
        });
        assertThat(bodies.get(3).path("messages").path(1).path("content").asText())
                .isEqualTo("prompt 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lower('https://example.com/a.png') | https://example.com/a.png",
                "array('https://example.com/a.png', 'https://example.com/b.png') | https://example.com/a.png",
                "unhex('89504E470D0A1A0A') | data:image/png;base64,iVBORw0KGgo=",
                "array(unhex('89504E470D0A1A0A')) | data:image/png;base64,iVBORw0KGgo="
            })
    void imagesStandBehindThePrompt(String value, String url, SparkSession spark) {
        server.keepBatchesOpen();
        Dataset<Row> rows = rows(spark, "if(id = 3, null, " + value + ")");
        server.write(rows).option("imageColumn", "asked").save(server.job("job"));
        assertThat(bodies()).hasSize(ROWS - 1).allSatisfy(body -> {
            assertThat(body.at("/messages/0/content/0/text").asText()).startsWith("prompt ");
            assertThat(body.at("/messages/0/content/1/image_url/url").asText()).isEqualTo(url);
        });
        server.release();
        Dataset<Row> results = server.results(server.job("job"));
        assertThat(results.where("status = 'succeeded'").count()).isEqualTo(ROWS - 1);
        assertThat(results.where("error.code = 'null_image'").count()).isEqualTo(1);
    }

    @Test
    void aTemplateIsFilledWithColumnsOfEveryType(SparkSession spark) {
        server.keepBatchesOpen();
        Dataset<Row> rows = rows(
                spark,
                "named_struct('lang', if(id = 3, null, 'German'), 'n', id / 2D, 'at', timestamp_seconds(0), 'more',"
                        + " array(1, 2))");
        server.write(rows)
                .option("promptTemplate", "{{{id}}} {prompt} in {asked.lang}: {asked.n}, {asked.more}")
                .save(server.job("job"));
        assertThat(bodies().stream().map(body -> body.at("/messages/0/content").asText()))
                .containsExactly(
                        "{0} prompt 0 in German: 0.0, [1, 2]",
                        "{1} prompt 1 in German: 0.5, [1, 2]",
                        "{2} prompt 2 in German: 1.0, [1, 2]",
                        "{4} prompt 4 in German: 2.0, [1, 2]",
                        "{5} prompt 5 in German: 2.5, [1, 2]");
        server.release();
        Dataset<Row> results = server.results(server.job("job"));
        assertThat(results.columns()).startsWith("id", "prompt", "asked").doesNotContain("batchferry 0");
        List<Row> failed = results.where("status = 'failed'").collectAsList();
        assertThat(failed).hasSize(1);
        assertThat(failed.get(0).getLong(0)).isEqualTo(3);
        assertThat(failed.get(0).<Row>getAs("error").<String>getAs("message"))
                .isEqualTo("column 'asked.lang' is null, so the template cannot be filled");
        assertThat(results.where("status = 'succeeded'").count()).isEqualTo(ROWS - 1);
    }

    @Test
    void theSystemPromptOfAResponseIsItsInstructions(SparkSession spark) {
        server.keepBatchesOpen();
        server.write(rows(spark, "prompt"))
                .option("endpoint", "/v1/responses")
                .option("systemPrompt", "Be brief.")
                .save(server.job("job"));
        assertThat(bodies()).hasSize(ROWS).allSatisfy(body -> {
            assertThat(body.path("instructions").asText()).isEqualTo("Be brief.");
            assertThat(body.path("input").asText()).startsWith("prompt ");
        });
    }

    @Test
    void theFieldsOfABodyWinOverConstants(SparkSession spark) {
        server.keepBatchesOpen();
        server.write(rows(
                        spark,
                        "named_struct('messages', " + MESSAGES + ", 'temperature', id / 10D, 'model', 'gpt-4o')"))
                .option("bodyColumn", "asked")
                .option("body.temperature", "2")
                .option("body.seed", "5")
                .save(server.job("job"));
        List<JsonNode> bodies = bodies();
        assertThat(bodies.get(3).path("temperature").asDouble()).isEqualTo(0.3);
        assertThat(bodies).allSatisfy(body -> {
            assertThat(body.path("model").asText()).isEqualTo("gpt-4o");
            assertThat(body.path("seed").asInt()).isEqualTo(5);
        });
    }

    private static Dataset<Row> rows(SparkSession spark, String asked) {
        return Prompts.of(spark, ROWS, 2).withColumn("asked", expr(asked));
    }

    private DataFrameWriter<Row> embeddings(Dataset<Row> rows) {
        return server.writeWithoutModel(rows)
                .option("model", "text-embedding-3-small")
                .option("endpoint", "/v1/embeddings")
                .option("body.dimensions", "8");
    }

    private List<Row> answers(DataFrameWriter<Row> write) {
        write.save(server.job("job"));
        List<Row> rows = server.results(server.job("job")).collectAsList();
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.<String>getAs("status"))
                        .as(row.toString())
                        .isEqualTo("succeeded"));
        return rows;
    }

    private List<JsonNode> bodies() {
        return server.inputFiles().stream()
                .flatMap(file -> server.content(file).lines())
                .map(line -> Rehearsal.json(line).path("body"))
                .toList();
    }

    private static double length(List<Float> vector) {
        assertThat(vector).hasSize(8);
        return Math.sqrt(vector.stream().mapToDouble(value -> value * value).sum());
    }
}
