package io.github.batchferry.it;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.emulator.Emulator;
import io.github.batchferry.emulator.EmulatorConfig;
import java.nio.file.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is lost or mixed up where there are many rows: {@code -Dbatchferry.rows=1000000} for a million. */
@OnOneSpark
@ExtendWith(SparkExtension.class)
class ManyRowsIT {
    private static final long ROWS = Long.getLong("batchferry.rows", 30_000);

    @TempDir
    Path directory;

    @Test
    void everyRowComesBackWithTheAnswerToItsOwnPrompt(SparkSession spark) {
        Dataset<Row> prompts = spark.range(0, ROWS, 1, 4)
                .select(
                        col("id"),
                        concat(lit("what is the square of "), col("id"), lit("?"))
                                .as("prompt"));
        String job = directory.resolve("job").toString();
        try (Emulator emulator = Emulator.start(EmulatorConfig.at(directory.resolve("emulator")))) {
            prompts.write()
                    .format("openai-batch")
                    .option("baseUrl", emulator.url())
                    .option("apiToken", "sk-test")
                    .option("model", "gpt-6-luna")
                    .save(job);
            Dataset<Row> results = spark.read()
                    .format("openai-batch")
                    .option("apiToken", "sk-test")
                    .load(job);
            Column own = concat(lit("emulated answer to sha256:"), substring(sha2(col("prompt"), 256), 1, 16));
            Dataset<Row> right = results.filter(
                    col("status").equalTo("succeeded").and(col("output").equalTo(own)));

            assertThat(results.count()).isEqualTo(ROWS);
            assertThat(right.count()).isEqualTo(ROWS);
            assertThat(right.select("id").distinct().count()).isEqualTo(ROWS);
        }
    }
}
