package io.github.batchferry.it.base;

import com.holdenkarau.spark.testing.JavaDatasetSuiteBase;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
    void rowsAreComparedWithoutRegardToTheirOrder() {
        Dataset<Row> written = words("one", "two", "three");
        Dataset<Row> read = words("three", "one", "two");
        assertDataFrameNoOrderEquals(written, read);
    }

    private Dataset<Row> words(String... words) {
        return spark().createDataset(List.of(words), Encoders.STRING()).toDF("word");
    }
}
