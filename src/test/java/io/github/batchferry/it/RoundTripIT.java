package io.github.batchferry.it;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.emulator.Emulator;
import io.github.batchferry.emulator.EmulatorConfig;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rows out, batches bought, rows back: each once, in order, with its own answer. */
@ExtendWith(SparkExtension.class)
class RoundTripIT {
    @TempDir
    static Path directory;

    private static Emulator emulator;

    @BeforeAll
    static void start() {
        emulator = Emulator.start(EmulatorConfig.at(directory.resolve("emulator")));
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @Test
    void everyRowComesBackOnceInOrderWithItsOwnAnswer(SparkSession spark) {
        Dataset<Row> prompts = spark.range(0, 1000, 1, 4)
                .select(col("id"), concat(lit("prompt "), col("id")).as("prompt"));
        String job = directory.resolve("job").toString();
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
        results.show(5, false);
        results.explain();
        results.printSchema();
        List<Row> rows = results.collectAsList();
        assertThat(rows).hasSize(1000);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            assertThat(row.getLong(0)).isEqualTo(i);
            assertThat(row.<String>getAs("status")).isEqualTo("succeeded");
            assertThat(row.<String>getAs("output")).contains(Hashes.sha256("prompt " + i));
        }
        results.groupBy("status").count().show();
        results.select("id", "_batch_id", "_request_id", "_attempt", "_finish_reason", "_model", "usage", "error")
                .show(3, false);
    }
}
