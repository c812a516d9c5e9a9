package io.github.batchferry.it;

import static org.apache.spark.sql.functions.array_repeat;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A row that cannot become a request is no exception: it comes back in its place, with the reason, and is not paid. */
@OnOneSpark
@ExtendWith(SparkExtension.class)
class FailedRowsIT {
    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    @Test
    void aRowWithoutAPromptFails(SparkSession spark) {
        server.write(spoilt(spark, "prompt", expr("string(null)"))).save(server.job("job"));
        assertOnlyTheThirdFails("null_prompt", "column 'prompt' is null");
    }

    @Test
    void aPromptThatIsNotValidUtf8Fails(SparkSession spark) {
        server.write(spoilt(spark, "prompt", expr("string(unhex('61ff62'))"))).save(server.job("job"));
        assertOnlyTheThirdFails("invalid_utf8", "column 'prompt' holds bytes that are not valid UTF-8");
    }

    @Test
    void aRequestLineOverTheLimitFails(SparkSession spark) {
        server.write(spoilt(spark, "prompt", expr("repeat('long ', 1000)")))
                .option("maxBytesPerBatch", "4kB")
                .save(server.job("job"));
        assertOnlyTheThirdFails("request_too_large", "the limit is 4000");
    }

    @Test
    void aRowWithoutAModelFails(SparkSession spark) {
        Dataset<Row> rows = Prompts.of(spark, 6, 2).withColumn("model", expr("if(id = 2, null, 'gpt-6-luna')"));
        server.writeWithoutModel(rows).option("modelColumn", "model").save(server.job("job"));
        assertOnlyTheThirdFails("null_model", "column 'model' is null or empty");
    }

    @Test
    void aBodyThatIsNoJsonFails(SparkSession spark) {
        saveBodies(spark, "{\"messages\": [{\"role\": \"user\"");
        assertOnlyTheThirdFails("invalid_body", "column 'body' is not a JSON object");
    }

    @Test
    void aBodyThatAsksForAStreamFails(SparkSession spark) {
        saveBodies(spark, "{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"stream\": true}");
        assertOnlyTheThirdFails("streaming_unsupported", "the Batch API does not stream");
    }

    @Test
    void anEmptyInputFails(SparkSession spark) {
        saveInputs(spark, expr("array(string(id), '')"));
        assertOnlyTheThirdFails("empty_input", "column 'input' is empty");
    }

    @Test
    void moreInputsThanTheServerTakesFail(SparkSession spark) {
        saveInputs(spark, array_repeat(lit("x"), 2_049));
        assertOnlyTheThirdFails("too_many_inputs", "2049 inputs, the limit is 2048");
    }

    @Test
    void anIdThatIsEmptyFails(SparkSession spark) {
        saveIds(spark, lit(""));
        assertOnlyTheThirdFails("invalid_custom_id", "column 'key' is null or empty");
    }

    @Test
    void anIdThatIsTooLongFails(SparkSession spark) {
        saveIds(spark, expr("repeat('k', 513)"));
        assertOnlyTheThirdFails("invalid_custom_id", "column 'key' has 513 bytes, the limit is 512");
    }

    @Test
    void anIdThatIsNotValidUtf8Fails(SparkSession spark) {
        saveIds(spark, expr("string(unhex('61ff62'))"));
        assertOnlyTheThirdFails("invalid_custom_id", "column 'key'");
    }

    @Test
    void rowsThatAllFailBuyNothing(SparkSession spark) {
        server.write(Prompts.of(spark, 6, 2).withColumn("prompt", expr("string(null)")))
                .save(server.job("job"));
        assertThat(server.results(server.job("job")).where("status = 'failed'").count())
                .isEqualTo(6);
        assertThat(server.bill().batches()).isZero();
    }

    private static Dataset<Row> spoilt(SparkSession spark, String column, org.apache.spark.sql.Column value) {
        return Prompts.of(spark, 6, 2)
                .withColumn(column, when(col("id").equalTo(2), value).otherwise(col(column)));
    }

    private void saveBodies(SparkSession spark, String spoilt) {
        Dataset<Row> rows = Prompts.of(spark, 6, 2)
                .withColumn(
                        "body", expr("to_json(struct(array(struct('user' AS role, prompt AS content)) AS messages))"))
                .withColumn("body", when(col("id").equalTo(2), lit(spoilt)).otherwise(col("body")));
        server.write(rows).option("bodyColumn", "body").save(server.job("job"));
    }

    private void saveInputs(SparkSession spark, org.apache.spark.sql.Column spoilt) {
        Dataset<Row> rows = Prompts.of(spark, 6, 2)
                .withColumn("input", when(col("id").equalTo(2), spoilt).otherwise(expr("array(prompt)")));
        server.write(rows)
                .option("endpoint", "/v1/embeddings")
                .option("inputColumn", "input")
                .option("body.dimensions", "2")
                .save(server.job("job"));
    }

    private void saveIds(SparkSession spark, org.apache.spark.sql.Column spoilt) {
        Dataset<Row> rows = Prompts.of(spark, 6, 2)
                .withColumn("key", when(col("id").equalTo(2), spoilt).otherwise(expr("concat('key ', id)")));
        server.write(rows).option("customIdColumn", "key").save(server.job("job"));
    }

    private void assertOnlyTheThirdFails(String code, String reason) {
        List<Row> rows = server.results(server.job("job"))
                .select("id", "status", "output", "error.code", "error.message", "error.type", "usage", "response")
                .collectAsList();
        assertThat(rows).extracting(row -> row.getLong(0)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        for (Row row : rows) {
            if (row.getLong(0) == 2) {
                assertThat(row.getString(1)).isEqualTo("failed");
                assertThat(row.getString(3)).isEqualTo(code);
                assertThat(row.getString(4)).contains(reason);
                assertThat(row.getString(5)).isEqualTo("invalid_request");
                assertThat(List.of(row.isNullAt(2), row.isNullAt(6), row.isNullAt(7)))
                        .containsOnly(true);
            } else {
                assertThat(row.getString(1)).as(row.toString()).isEqualTo("succeeded");
                assertThat(row.isNullAt(2)).isFalse();
                assertThat(row.isNullAt(3)).isTrue();
            }
        }
        assertThat(server.bill()).isEqualTo(new Bill(1, 5, 5, 1));
    }
}
