package io.github.batchferry.it;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Images and videos stand as files of the job, which Spark reads by the paths in {@code output}. */
@ExtendWith(SparkExtension.class)
class AssetsIT {
    private static final int IMAGES = 200;
    private static final int VIDEOS = 50;
    private static final int WHOLE = 11;
    private static final String DOWNLOAD = "GET /v1/videos/*/content";

    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    @Test
    void imagesStandAsFilesAndSparkOpensThemByTheirPaths(SparkSession spark) throws IOException {
        server.fault("{\"lines\": [{\"customId\": \"r100\", \"status\": 400, \"code\": \"moderation_blocked\"}]}");
        String job = server.job("images");
        server.writeWithoutModel(rows(spark, IMAGES))
                .option("endpoint", "/v1/images/generations")
                .option("model", "gpt-image-2")
                .option("saveAssets", "true")
                .save(job);
        Dataset<Row> results = server.results(job);
        assertThat(typeOf(results))
                .isEqualTo("array<struct<data:binary,url:string,revised_prompt:string,path:string>>");
        assertThat(results.where("status = 'succeeded' AND size(output) = 1 AND output[0].data IS NULL"
                                + " AND output[0].path LIKE 'file:/%.png'")
                        .count())
                .isEqualTo(IMAGES - 1);
        assertThat(results.where("status = 'failed'").select("id", "error.code").collectAsList())
                .extracting(Row::mkString)
                .containsExactly("100moderation_blocked");

        Dataset<Row> files = spark.read()
                .format("binaryFile")
                .option("recursiveFileLookup", "true")
                .option("pathGlobFilter", "*.png")
                .load(job + "/assets");
        assertThat(files.count()).isEqualTo(IMAGES - 1);
        Dataset<Row> asked = results.where("status = 'succeeded'")
                .selectExpr(
                        "output[0].path AS path", "unbase64(get_json_object(response, '$.data[0].b64_json')) AS sent");
        assertThat(asked.join(files, "path").where("content = sent").count()).isEqualTo(IMAGES - 1);

        long calls = server.calls();
        assertThat(server.results(job).where("output[0].path IS NOT NULL").count())
                .isEqualTo(IMAGES - 1);
        assertThat(server.calls()).as("all is there").isEqualTo(calls);
        assertThat(server.bill()).isEqualTo(new Bill(1, IMAGES - 1, IMAGES - 1, 1));
    }

    @Test
    void videosAreFetchedOnceEachAlsoWhereADownloadBreaksAndTheRestSaysWhyNot(SparkSession spark) throws IOException {
        server.fault("""
                {"lines": [
                  {"customId": "r10", "status": 400, "code": "moderation_blocked"},
                  {"customId": "r20", "body": {"id": "v20", "status": "failed", "error": {"code": "broken", "message": "b"}}},
                  {"customId": "r30", "body": {"id": "v30", "status": "completed", "expires_at": 1767225600}},
                  {"customId": "r40", "body": {"id": "v40", "status": "in_progress"}}],
                 "requests": [{"path": "/v1/videos/.*", "nth": 12, "times": -1, "truncate": 30000}]}""");
        String job = server.job("videos");
        server.writeWithoutModel(rows(spark, VIDEOS).withColumn("image", lit("https://example.com/a.png")))
                .option("endpoint", "/v1/videos")
                .option("model", "sora-2")
                .option("imageColumn", "image")
                .option("body.seconds", "\"8\"")
                .save(job);
        server.awaitEnds();
        Dataset<Row> broken = server.read().option("wait", "false").load(job);
        assertThat(typeOf(broken)).isEqualTo("struct<id:string,status:string,error:string,path:string>");
        assertThat(broken.where("output.path IS NOT NULL").count()).isEqualTo(WHOLE);
        assertThat(broken.where("output.error LIKE '%not downloaded yet and is tried again%30000 of 65568%'")
                        .count())
                .isPositive();
        assertThat(files(job)).isEqualTo(WHOLE);

        server.noMoreFaults();
        long before = server.calls(DOWNLOAD);
        Dataset<Row> results = server.results(job);
        assertThat(results.where(
                                "output.status = 'completed' AND output.error IS NULL AND output.path LIKE 'file:/%.mp4'")
                        .count())
                .isEqualTo(VIDEOS - 4);
        assertThat(server.calls(DOWNLOAD) - before)
                .as("those that stood whole are not fetched again")
                .isEqualTo(VIDEOS - 4 - WHOLE);
        assertThat(files(job)).isEqualTo(VIDEOS - 4);
        assertThat(results.where("status = 'failed'")
                        .select("id", "error.code")
                        .orderBy("id")
                        .collectAsList())
                .extracting(Row::mkString)
                .containsExactly("10moderation_blocked", "20broken");
        assertThat(results.where("status = 'succeeded' AND output.path IS NULL")
                        .selectExpr("id || ': ' || output.error")
                        .orderBy("id")
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly(
                        "30: the video expired at 2026-01-01T00:00:00Z before it was downloaded",
                        "40: the batch ended while the video was 'in_progress', and that is final");
        Dataset<Row> files = spark.read()
                .format("binaryFile")
                .option("recursiveFileLookup", "true")
                .option("pathGlobFilter", "*.mp4")
                .load(job + "/assets");
        assertThat(results.selectExpr("output.path AS path")
                        .join(files, "path")
                        .where("length = 65568 AND substring(content, 5, 4) = CAST('ftyp' AS BINARY)")
                        .count())
                .isEqualTo(VIDEOS - 4);
        assertThat(server.bill()).isEqualTo(new Bill(1, VIDEOS - 1, VIDEOS - 1, 1));
    }

    private static Dataset<Row> rows(SparkSession spark, int count) {
        return Prompts.of(spark, count, 4).withColumn("custom_id", concat(lit("r"), col("id")));
    }

    private static long files(String job) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(job, "assets"))) {
            return files.filter(file -> file.toString().endsWith(".mp4")).count();
        }
    }

    private static String typeOf(Dataset<Row> results) {
        return results.schema().apply("output").dataType().catalogString();
    }
}
