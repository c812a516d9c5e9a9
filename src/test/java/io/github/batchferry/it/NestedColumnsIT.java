package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Spark prunes within structs; a field must be itself whichever of its neighbours are left out. */
@ExtendWith(SparkExtension.class)
class NestedColumnsIT {
    @TempDir
    Path directory;

    @Test
    void aFieldOfAStructIsItselfWhenSelectedAlone(SparkSession spark) {
        String job = directory.resolve("job").toString();
        spark.range(0, 6, 1, 2)
                .selectExpr(
                        "id",
                        "named_struct('a', id, 'b', concat('b', id), 'c', named_struct('d', 0L, 'e', id * 10)) as nested",
                        "if(id = 3, null, concat('prompt ', id)) as prompt")
                .write()
                .format("openai-batch")
                .option("baseUrl", "emulator")
                .option("model", "gpt-6-luna")
                .save(job);
        Dataset<Row> results = spark.read().format("openai-batch").load(job);
        List<Row> rows = results.selectExpr("id", "usage", "error", "nested").collectAsList();
        List<Row> fields = results.selectExpr(
                        "id",
                        "usage.output_tokens as output_tokens",
                        "usage.total_tokens as total_tokens",
                        "error.param as param",
                        "nested.b as b",
                        "nested.c.e as e")
                .where("e >= 0")
                .collectAsList();
        assertThat(fields).hasSize(6);
        for (int i = 0; i < 6; i++) {
            Row usage = rows.get(i).getAs("usage");
            Row error = rows.get(i).getAs("error");
            Row field = fields.get(i);
            assertThat(field.<Long>getAs("output_tokens"))
                    .isEqualTo(usage == null ? null : usage.<Long>getAs("output_tokens"));
            assertThat(field.<Long>getAs("total_tokens"))
                    .isEqualTo(usage == null ? null : usage.<Long>getAs("total_tokens"));
            assertThat(field.<String>getAs("param")).isEqualTo(error == null ? null : error.<String>getAs("param"));
            assertThat(field.<String>getAs("b")).isEqualTo("b" + i);
            assertThat(field.<Long>getAs("e")).isEqualTo(10L * i);
        }
        assertThat(fields.get(0).<Long>getAs("output_tokens")).isPositive();
        assertThat(fields.get(3).<String>getAs("param")).isEqualTo("prompt");
    }
}
