package io.github.batchferry.it.base;

import com.holdenkarau.spark.testing.JavaDatasetSuiteBase;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Datasets compared with spark-testing-base, driven by JUnit 5: its own {@code @Before} is of JUnit 4 and Jupiter
 * passes over it. It wants Hive's classes, so this package is a leg of its own.
 */
class DatasetComparisonIT extends JavaDatasetSuiteBase {
    @BeforeEach
    void startSpark() {
        runBefore();
    }

    @AfterAll
    static void stopSpark() {
        runAfterClass();
    }

    @Override
    public boolean enableHiveSupport() {
        return false;
    }

    @Test
    void theInputComesBackWithAnAnswerBesideEachRow(@TempDir Path directory) {
        Dataset<Row> written = words("one", "two", "three");
        String job = directory.resolve("job").toString();
        written.write()
                .format("openai-batch")
                .option("baseUrl", "emulator")
                .option("model", "gpt-6-luna")
                .option("promptColumn", "word")
                .save(job);
        Dataset<Row> read = spark().read()
                .format("openai-batch")
                .option("pollInterval", "100ms")
                .load(job);
        assertDataFrameNoOrderEquals(written, read.select("word"));
        assertDataFrameNoOrderEquals(written, read.where("status = 'succeeded'").select("word"));
    }

    private Dataset<Row> words(String... words) {
        return spark().createDataset(List.of(words), Encoders.STRING()).toDF("word");
    }
}
