package io.github.batchferry.it;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.batchferry.ExternalException;
import io.github.batchferry.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake ends in one error that is the first thing seen: what is wrong, why, what to do. Nothing is bought by it. */
@ExtendWith(SparkExtension.class)
class ClearErrorsIT {
    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    static Stream<Mistake> mistakesInAFirstWrite() {
        return Stream.of(
                Mistake.inOptions("a wrong key", w -> w.option("apiToken", "sk-wrong-0123456789"))
                        .says("HTTP 401 invalid_api_key", "Incorrect API key", "Check the API token"),
                Mistake.inOptions("an unknown option", w -> w.option("modle", "x"))
                        .says("option 'modle' is unknown", "nearest option is 'model'"),
                Mistake.inOptions("a key under a name that Spark does not hide", w -> w.option("apiKey", Rehearsal.KEY))
                        .says("'apiKey'", "value not shown", "apiTokenRef"),
                Mistake.inOptions("a value of another type", w -> w.option("requestsPerBatch", "many"))
                        .says("'requestsPerBatch'", "many", "write a whole number from 1"),
                Mistake.inOptions("a column that is not there", w -> w.option("promptColumn", "question"))
                        .says("no column 'question' (option 'promptColumn')", "'id', 'prompt'", "Nothing was sent"),
                Mistake.inOptions("a column of another type", w -> w.option("promptColumn", "id"))
                        .says("column 'id' (option 'promptColumn') is bigint", "must be a string: cast it"),
                Mistake.inOptions(
                                "a server that cannot be reached",
                                w -> w.option("baseUrl", "http://127.0.0.1:1/v1")
                                        .option("maxRetries", "0"))
                        .says("no connection to 127.0.0.1:1", "Check that the server runs, baseUrl"),
                Mistake.inRows(
                                "the same id twice in a task",
                                rows -> rows.withColumn("custom_id", lit("a")).coalesce(1))
                        .says("custom ids must be unique", "'custom_id'", "'a' (10 times)", "Nothing was bought"),
                Mistake.inRows("the same id in two tasks", rows -> rows.withColumn("custom_id", expr("string(id % 9)")))
                        .says("custom ids must be unique", "'0' (2 times)", "Nothing was bought"),
                Mistake.inRows("a column named as a result column", rows -> rows.withColumn("status", lit("x")))
                        .says("'status'", "resultPrefix", "Nothing was sent"));
    }

    @ParameterizedTest
    @MethodSource("mistakesInAFirstWrite")
    void aMistakeInAFirstWriteIsTold(Mistake mistake, SparkSession spark) {
        Dataset<Row> rows = mistake.rows().apply(Prompts.of(spark, 10, 2));
        assertTold(() -> mistake.options().apply(server.write(rows)).save(server.job("job")), mistake.words());
        assertThat(server.bill().batches()).isZero();
        assertThat(catchThrowable(() -> server.results(server.job("job")).count()))
                .hasMessageContaining("there is no job at");
    }

    @Test
    void aKeyThatIsNowhereIsTold(SparkSession spark) {
        assertTold(
                () -> server.writeWithoutKey(Prompts.of(spark, 10, 2))
                        .option("model", "gpt-6-luna")
                        .option("apiTokenRef", "env:BATCHFERRY_HAS_NO_SUCH")
                        .save(server.job("job")),
                List.of("No API token", "BATCHFERRY_HAS_NO_SUCH is not set", "apiTokenRef"));
    }

    @Test
    void aKeyThatTheServerRefusesIsToldBeforeTheFirstTask(SparkSession spark) {
        assertTold(
                () -> server.write(Prompts.of(spark, 10, 2))
                        .option("apiToken", "sk-wrong-0123456789")
                        .save(server.job("job")),
                List.of("HTTP 401 invalid_api_key", "Check the API token"));
        assertThat(Path.of(server.job("job"), "writes")).doesNotExist();
        assertThat(server.inputFiles()).isEmpty();
    }

    @Test
    void aJobDirectoryThatCannotBeMadeIsTold(SparkSession spark) throws IOException {
        Path file = Files.writeString(server.directory().resolve("file"), "not a directory");
        assertTold(
                () -> server.write(Prompts.of(spark, 10, 2)).save(file + "/job"),
                List.of("cannot read the ledger of " + file + "/job", "Not a directory", "Nothing was bought"));
    }

    @Test
    void aJobDirectoryThatCannotBeWrittenIsToldBeforeTheFirstTask(SparkSession spark) throws IOException {
        Path job = Files.createDirectory(Path.of(server.job("job")));
        Files.createSymbolicLink(job.resolve("ledger"), job.resolve("nowhere/at/all"));
        assertTold(
                () -> server.write(Prompts.of(spark, 10, 2)).save(job.toString()),
                List.of("no job can be kept at " + job, "may create and write", "Nothing was sent"));
        assertThat(job.resolve("writes")).doesNotExist();
    }

    @Test
    void aDirectoryThatIsNotGivenOrHoldsNoJobIsTold(SparkSession spark) {
        assertTold(() -> server.results(server.job("none")), List.of("there is no job at", server.job("none")));
        assertTold(() -> server.write(Prompts.of(spark, 10, 2)).save(), List.of("no job directory is given", ".save("));
        assertTold(() -> server.read().load(), List.of("no job directory is given", ".load("));
    }

    static Stream<Mistake> mistakesWithAJobThatIsThere() {
        return Stream.of(
                Mistake.inOptions("the default mode", w -> w)
                        .says("a job is already at", "1 write(s), 10 rows, 1 batches", "mode(\"ignore\")"),
                Mistake.inOptions("overwrite", w -> w.mode(SaveMode.Overwrite))
                        .says("results that were paid", "refused", "Delete the directory yourself"),
                Mistake.inOptions("the same write again, without a name", w -> w.mode(SaveMode.Append))
                        .says("asks exactly what write", "mode(\"ignore\")", "'writeId'", "Nothing was bought"),
                Mistake.inRows("other columns", rows -> rows.drop("id"))
                        .in(SaveMode.Append)
                        .says("has columns", "another job directory", "Nothing was sent"),
                Mistake.inOptions(
                                "another server",
                                w -> w.option("baseUrl", "http://127.0.0.1:1/v1")
                                        .mode(SaveMode.Ignore))
                        .says("belongs to baseUrl", "http://127.0.0.1:1/v1", "leave the option out"),
                Mistake.inOptions(
                                "another project",
                                w -> w.option("project", "proj_other").mode(SaveMode.Append))
                        .says("belongs to no project", "proj_other", "another job directory"));
    }

    @ParameterizedTest
    @MethodSource("mistakesWithAJobThatIsThere")
    void aMistakeWithAJobThatIsThereIsTold(Mistake mistake, SparkSession spark) {
        server.write(Prompts.of(spark, 10, 2)).save(server.job("job"));
        server.results(server.job("job")).count();
        Bill before = server.bill();
        Dataset<Row> rows = mistake.rows().apply(Prompts.of(spark, 10, 2));
        assertTold(() -> mistake.options().apply(server.write(rows)).save(server.job("job")), mistake.words());
        assertThat(server.bill()).isEqualTo(before);
        assertThat(server.results(server.job("job")).count()).isEqualTo(10);
    }

    @Test
    void anIdOfAnEarlierWriteIsTold(SparkSession spark) {
        Dataset<Row> rows = Prompts.of(spark, 10, 2).withColumn("custom_id", expr("string(id)"));
        server.write(rows).save(server.job("job"));
        assertTold(
                () -> server.write(rows.withColumn("prompt", lit("other")).where("id > 7"))
                        .mode(SaveMode.Append)
                        .save(server.job("job")),
                List.of(
                        "custom ids must be unique over the job",
                        "'8' (2 times)",
                        "'9' (2 times)",
                        "Nothing was bought"));
        assertThat(server.bill().batches()).isEqualTo(1);
    }

    private void assertTold(ThrowingCallable act, List<String> words) {
        Throwable seen = catchThrowable(act);
        assertThat(seen).isInstanceOfAny(UserException.class, ExternalException.class);
        assertThat(seen.getMessage()).contains(words).doesNotContain(Rehearsal.KEY, "sk-wrong-0123456789", "Exception");
        assertThat(seen.getMessage().split(Pattern.quote(words.get(0)), -1)).hasSize(2);
    }
}
