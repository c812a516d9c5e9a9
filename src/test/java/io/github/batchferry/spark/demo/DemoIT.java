package io.github.batchferry.spark.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.it.OnOneSpark;
import io.github.batchferry.it.SparkExtension;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@OnOneSpark
@ExtendWith(SparkExtension.class)
class DemoIT {
    @TempDir
    Path directory;

    @Test
    void theReviewsComeBackWithTheirSentiments(SparkSession spark) {
        String told = run(spark, example("reviews.csv"), null, "sentiment: positive, negative or neutral?");
        assertThat(told)
                .contains("204 in, 204 back, each once and in the order of the input")
                .contains("204 succeeded")
                .contains(" positive, ");
    }

    @Test
    void aStructComesBackAsAColumnForEachOfItsFields(SparkSession spark) {
        String schema = "label STRING NOT NULL COMMENT 'one of: positive | negative | neutral', score DOUBLE NOT NULL";
        String told = run(spark, example("reviews.csv"), null, "sentiment?", schema);
        assertThat(told)
                .containsPattern("review +label +score +status")
                .containsPattern("\\bpositive +0\\.\\d+ +succeeded")
                .contains("204 succeeded")
                .contains(" positive, ");
    }

    @Test
    void theSentencesComeBackInEnglish(SparkSession spark) {
        String told = run(spark, example("sentences_ja.jsonl"), "text", "Translate into English.");
        assertThat(told).contains("14 in, 14 back").contains("It is a five-minute walk from the station.");
    }

    @Test
    void ownRowsMayLackTheirTextAndHaveColumnsOfOurNames(SparkSession spark) {
        String file = directory.resolve("rows.parquet").toString();
        spark.range(0, 25, 1, 3)
                .selectExpr("id", "'old' as status", "if(id % 5 = 0, null, concat('text ', id)) as text")
                .write()
                .parquet(file);
        assertThat(run(spark, file, "TEXT", "Translate into English."))
                .contains("25 in, 25 back, each once")
                .contains("20 succeeded, 5 failed")
                .contains("5 column 'text' is null");
    }

    /** Beside the jar's directory, wherever the test runs. */
    private static String example(String name) {
        Path target = Path.of(System.getProperty("batchferry.jar")).getParent();
        return target.resolveSibling("conf/examples").resolve(name).toString();
    }

    private String run(SparkSession spark, String file, String column, String ask) {
        return run(spark, file, column, ask, null);
    }

    private String run(SparkSession spark, String file, String column, String ask, String schema) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        DemoJob job = new DemoJob("job", "title", DataFile.of(file), column, ask, schema, List.of(), 12);
        boolean whole = job.run(spark, directory.resolve("job"), new PrintStream(told, true, StandardCharsets.UTF_8));
        assertThat(whole).isTrue();
        return told.toString(StandardCharsets.UTF_8);
    }
}
