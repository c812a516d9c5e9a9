package io.github.batchferry.it;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes that would cost money or trust are refused or warned of, and the server's bill shows nothing of them. */
@ExtendWith(SparkExtension.class)
class MistakesIT {
    private static final Bill NOTHING = new Bill(0, 0, 0, 0);

    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    @ParameterizedTest
    @EnumSource(SaveMode.class)
    void aRehearsalIsNeverWrittenAsARealJob(SaveMode mode, SparkSession spark) {
        String job = rehearsed(spark);
        told(() -> server.write(Prompts.of(spark, 3, 1)).mode(mode).save(job))
                .hasMessageContainingAll(
                        "was made with the emulator",
                        "made up",
                        "this write means " + server.url(),
                        "Nothing was sent");
        told(() -> spark.range(1)
                        .selectExpr("'x' AS prompt")
                        .write()
                        .format("openai-batch")
                        .option("model", "gpt-6-luna")
                        .mode(mode)
                        .save(job))
                .hasMessageContaining("this write means https://api.openai.com/v1");
        assertThat(server.bill()).isEqualTo(NOTHING);
        assertThat(Path.of(job, "writes").toFile().list()).hasSize(1);
    }

    @Test
    void aRehearsalIsNeverReadAsARealJob(SparkSession spark) {
        String job = rehearsed(spark);
        told(() -> server.results(job).count())
                .hasMessageContainingAll("was made with the emulator", "this read means another server", "'apiToken'");
        told(() -> plain(spark, job, "baseUrl", server.url()))
                .hasMessageContainingAll("this read means another server", "'baseUrl'");
        assertThat(plain(spark, job, "baseUrl", "emulator").count()).isEqualTo(3);
        assertThat(server.bill()).isEqualTo(NOTHING);
    }

    @Test
    void eachReadOfARehearsalSaysOnceThatItsAnswersAreMadeUp(SparkSession spark) {
        String job = rehearsed(spark);
        try (Said said = new Said()) {
            Dataset<Row> results = spark.read().format("openai-batch").load(job);
            assertThat(results.count()).isEqualTo(3);
            assertThat(results.where("status = 'succeeded'").count()).isEqualTo(3);
            assertThat(said.warnings())
                    .filteredOn(text -> text.contains("answers are made up"))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ignore", "Append"})
    void aRealJobIsNeverRehearsed(SaveMode mode, SparkSession spark) {
        String job = server.job("job");
        server.write(Prompts.of(spark, 3, 1)).save(job);
        server.results(job).count();
        Bill before = server.bill();
        told(() -> server.write(Prompts.of(spark, 4, 1))
                        .option("baseUrl", "emulator")
                        .mode(mode)
                        .save(job))
                .hasMessageContainingAll("belongs to baseUrl '" + server.url(), "'emulator' was given");
        told(() -> plain(spark, job, "baseUrl", "emulator")).hasMessageContaining("belongs to baseUrl");
        assertThat(server.bill()).isEqualTo(before);
    }

    @Test
    void ignoreNamesWhatIsAskedDifferentlyAndBuysNothingForIt(SparkSession spark) {
        String job = server.job("job");
        Dataset<Row> rows = Prompts.of(spark, 3, 1);
        server.write(rows)
                .option("systemPrompt", "secret one")
                .option("body.temperature", "0.2")
                .save(job);
        server.results(job).count();
        Bill before = server.bill();
        try (Said said = new Said()) {
            server.write(rows)
                    .option("systemPrompt", "secret one")
                    .option("body.temperature", "0.2")
                    .mode(SaveMode.Ignore)
                    .save(job);
            assertThat(said.warnings()).isEmpty();
            server.writeWithoutModel(rows.withColumn("more", lit(1)))
                    .option("model", "gpt-6-sol")
                    .option("systemPrompt", "secret two")
                    .option("body.temperature", "0.9")
                    .option("body.user", "the secret three")
                    .option("resultPrefix", "a_")
                    .option("endpoint", "/v1/responses")
                    .mode(SaveMode.Ignore)
                    .save(job);
            assertThat(said.warnings()).hasSize(1);
            assertThat(said.warnings().get(0))
                    .contains(
                            "model ('gpt-6-luna' in the job, 'gpt-6-sol' in this write)",
                            "systemPrompt",
                            "body.temperature ('0.2' in the job, '0.9' in this write)",
                            "body.user",
                            "endpoint ('/v1/chat/completions' in the job, '/v1/responses' in this write)",
                            "resultPrefix (none in the job, 'a_' in this write)",
                            "more:int")
                    .doesNotContain("secret");
            server.write(rows.drop("prompt")).mode(SaveMode.Ignore).save(job);
            assertThat(said.warnings().get(1)).contains("could not be made as it stands", "no column 'prompt'");
        }
        assertThat(server.bill()).isEqualTo(before);
        assertThat(Path.of(job, "writes").toFile().list()).hasSize(1);
    }

    @Test
    void aKnownWriteIdWithOtherRowsIsRefusedAndWithTheSameRowsSkipped(SparkSession spark) {
        String job = server.job("job");
        Dataset<Row> rows = Prompts.of(spark, 3, 1).withColumn("custom_id", expr("string(id)"));
        append(rows, job);
        append(rows.repartition(2), job);
        told(() -> append(rows.withColumn("prompt", lit("other")), job))
                .hasMessageContainingAll(
                        "write 'monday' is already in job", "other rows", "Nothing was added or bought")
                .hasMessageMatching("(?s).*fingerprint [0-9a-f]{16}-3, these rows have [0-9a-f]{16}-3.*");
        assertThat(server.results(job).count()).isEqualTo(3);
        assertThat(server.bill()).isEqualTo(new Bill(1, 3, 3, 1));
    }

    @Test
    void columnsThatSparkCannotTellApartAreRefused(SparkSession spark) {
        SparkSession cased = spark.newSession();
        cased.conf().set("spark.sql.caseSensitive", "true");
        told(() -> server.write(Prompts.of(spark, 3, 1).selectExpr("*", "1 AS ID"))
                        .save(server.job("job")))
                .hasMessageContainingAll("'id' and 'ID'", "Nothing was sent");
        told(() -> server.write(Prompts.of(cased, 3, 1).selectExpr("*", "1 AS id"))
                        .save(server.job("job")))
                .hasMessageContaining("'id' and 'id'");
        assertThat(Path.of(server.job("job"), "writes")).doesNotExist();
        server.write(Prompts.of(cased, 3, 1).selectExpr("*", "1 AS ID")).save(server.job("job"));
        assertThat(server.bill().batches()).isEqualTo(1);
    }

    @Test
    void aLayoutOfFilesIsRefused(SparkSession spark) {
        String job = server.job("job");
        told(() -> server.write(Prompts.of(spark, 3, 1)).partitionBy("id").save(job))
                .hasMessageContainingAll("partitionBy(...)", "leave it out");
        assertThatThrownBy(() -> server.write(Prompts.of(spark, 3, 1))
                        .bucketBy(2, "id")
                        .sortBy("id")
                        .save(job))
                .hasMessageContaining("bucketBy");
        assertThat(Path.of(job)).doesNotExist();
        assertThat(server.bill()).isEqualTo(NOTHING);
    }

    @ParameterizedTest
    @EnumSource(SaveMode.class)
    void aDirectoryOfSomethingElseIsLeftAlone(SaveMode mode, SparkSession spark) throws IOException {
        String table = server.job("table");
        spark.range(5).write().parquet(table);
        List<String> before = files(table);
        told(() -> server.write(Prompts.of(spark, 3, 1)).mode(mode).save(table))
                .hasMessageContainingAll(table, "is not empty and holds no job", "_SUCCESS", "Nothing was sent");
        assertThat(files(table)).isEqualTo(before);
        assertThat(server.bill()).isEqualTo(NOTHING);
    }

    @Test
    void leftoversOfDeadWritesAndAnEmptyDirectoryAreRoomForAJob(SparkSession spark) throws IOException {
        Path job = Path.of(server.job("job"));
        Files.createDirectories(job.resolve("writes/dead"));
        Files.writeString(job.resolve("writes/dead/part-00000-0.rows"), "half");
        Files.writeString(job.resolve(".tmp-status.json-1"), "half");
        server.write(Prompts.of(spark, 3, 1)).save(job.toString());
        Path empty = Files.createDirectory(Path.of(server.job("empty")));
        server.write(Prompts.of(spark, 3, 1)).save(empty.toString());
        assertThat(server.bill().batches()).isEqualTo(2);
    }

    @Test
    void aResultIsNotAddedToItsOwnJob(SparkSession spark) {
        String job = server.job("job");
        server.write(Prompts.of(spark, 3, 1)).save(job);
        Dataset<Row> results = server.results(job);
        results.createOrReplaceTempView("results");
        Bill before = server.bill();
        Dataset<Row> again = spark.sql("SELECT id, output AS prompt FROM results");
        told(() -> server.write(again).mode(SaveMode.Append).save(job))
                .hasMessageContainingAll("these rows come from job " + job + " itself", "Nothing was sent");
        told(() -> server.write(results).save(job)).hasMessageContaining("a job is already at");
        assertThat(server.bill()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"byte", "short", "int", "bigint", "decimal(20,0)"})
    void aNumberServesAsCustomId(String type, SparkSession spark) {
        Dataset<Row> rows = Prompts.of(spark, 5, 2).withColumn("key", expr("cast(id - 2 as " + type + ")"));
        server.keepBatchesOpen();
        server.write(rows).option("customIdColumn", "key").save(server.job("job"));
        assertThat(server.content(server.inputFiles().get(0))).contains("\"custom_id\":\"-2\"");
        server.release();
        Dataset<Row> results = server.results(server.job("job"));
        assertThat(results.schema().apply("key").dataType())
                .isEqualTo(rows.schema().apply("key").dataType());
        assertThat(results.columns()).doesNotContain("custom_id");
        assertThat(results.orderBy("id").collectAsList()).hasSize(5).allSatisfy(row -> {
            assertThat(row.<String>getAs("output")).isEqualTo(Prompts.answer(row.getLong(0)));
            assertThat(row.<Object>getAs("key").toString()).isEqualTo(String.valueOf(row.getLong(0) - 2));
        });
    }

    @Test
    void aFieldOfAStructServesAsPromptModelAndId(SparkSession spark) {
        Dataset<Row> rows = Prompts.of(spark, 5, 2)
                .selectExpr(
                        "id",
                        "if(id = 4, null, named_struct('p', prompt, 'm', 'gpt-6-luna', 'k', named_struct('n', id))) AS s",
                        "'wins' AS `s.q`",
                        "named_struct('q', 'loses') AS t");
        server.writeWithoutModel(rows)
                .option("promptColumn", "S.p")
                .option("modelColumn", "s.m")
                .option("customIdColumn", "s.k.n")
                .save(server.job("job"));
        List<Row> results = server.results(server.job("job")).orderBy("id").collectAsList();
        assertThat(results.subList(0, 4))
                .allSatisfy(row -> assertThat(row.<String>getAs("output")).isEqualTo(Prompts.answer(row.getLong(0))));
        assertThat(results.get(4).<String>getAs("status")).isEqualTo("failed");
        server.keepBatchesOpen();
        server.write(rows.selectExpr("named_struct('q', 'loses') AS s", "`s.q`"))
                .option("promptColumn", "s.q")
                .save(server.job("dots"));
        assertThat(server.content(server.inputFiles().get(server.inputFiles().size() - 1)))
                .contains("wins")
                .doesNotContain("loses");
    }

    @Test
    void aColumnThatMissesGetsTheNearestOne(SparkSession spark) {
        Dataset<Row> rows = Prompts.of(spark, 3, 1).selectExpr("id", "named_struct('text', prompt) AS question");
        told(() -> server.write(rows).option("promptColumn", "question.txt").save(server.job("job")))
                .hasMessageContainingAll(
                        "no column 'question.txt'", "Did you mean 'question.text'?", "'id', 'question'");
    }

    @Test
    void anOptionIsNamedAsItWasTyped(SparkSession spark) {
        told(() -> server.write(Prompts.of(spark, 3, 1))
                        .option("PromtColumn", "x")
                        .save(server.job("job")))
                .hasMessageContainingAll("option 'PromtColumn' is unknown", "'promptColumn'");
    }

    @Test
    void aTypeThatCannotBeStagedIsNamedWithItsColumn(SparkSession spark) {
        Dataset<Row> rows = Prompts.of(spark, 3, 1);
        if (!spark.version().startsWith("3.")) {
            refused(rows.selectExpr("*", "parse_json('{}') AS v"), "'v'", "variant");
            refused(rows.selectExpr("*", "named_struct('v', array(parse_json('{}'))) AS s"), "'s.v'", "variant");
        }
        // Spark itself refuses intervals, before it calls any source.
        assertThatThrownBy(() -> server.write(rows.selectExpr("*", "make_interval(1) AS i"))
                        .save(server.job("job")))
                .hasMessageContaining("interval")
                .hasMessageNotContaining("@");
        assertThat(server.bill()).isEqualTo(NOTHING);
    }

    @Test
    void theModelIsLookedUpOnceBeforeAnythingIsSent(SparkSession spark) throws IOException {
        try (Wiretap wire = new Wiretap(server.url())) {
            server.write(Prompts.of(spark, 3, 1)).option("baseUrl", wire.url()).save(server.job("job"));
            String seen = wire.seen();
            assertThat(seen.split("GET /v1/models/gpt-6-luna\n", -1)).hasSize(2);
            assertThat(seen.indexOf("GET /v1/models/")).isBetween(0, seen.indexOf("POST /v1/files"));
        }
        assertThat(server.bill().batches()).isEqualTo(1);
    }

    private void refused(Dataset<Row> rows, String... words) {
        told(() -> server.write(rows).save(server.job("job")))
                .hasMessageContainingAll(words)
                .hasMessageContainingAll(
                        "cannot be staged", "Spark " + rows.sparkSession().version())
                .hasMessageNotContaining("@");
    }

    private void append(Dataset<Row> rows, String job) {
        server.write(rows).mode(SaveMode.Append).option("writeId", "monday").save(job);
    }

    private String rehearsed(SparkSession spark) {
        String job = server.job("rehearsed");
        DataFrameWriter<Row> write = Prompts.of(spark, 3, 1).write().format("openai-batch");
        write.option("baseUrl", "emulator").option("model", "gpt-6-luna").save(job);
        return job;
    }

    private static Dataset<Row> plain(SparkSession spark, String job, String option, String value) {
        return spark.read()
                .format("openai-batch")
                .option("pollInterval", "100ms")
                .option(option, value)
                .load(job);
    }

    private static List<String> files(String directory) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(directory))) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> told(ThrowingCallable act) {
        return assertThatThrownBy(act).isInstanceOf(UserException.class);
    }
}
