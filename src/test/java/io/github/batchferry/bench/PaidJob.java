package io.github.batchferry.bench;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A job that goes the real way: staged, uploaded to the emulator, answered there, collected. */
final class PaidJob {
    private final SparkSession spark;
    private final Path job;
    private final Path emulator;

    PaidJob(SparkSession spark, Path directory, String name) {
        this.spark = spark;
        this.job = directory.resolve(name + "-job");
        this.emulator = directory.resolve(name + "-emulator");
    }

    boolean isCollected() {
        return Files.exists(job.resolve("collected"));
    }

    Path directory() {
        return job;
    }

    Dataset<Row> load() {
        return spark.read().format("openai-batch").load(job.toString());
    }

    /** Says how long each part of the way took. */
    void buy(Dataset<Row> rows, Map<String, String> options, Report report) {
        Trees.delete(job);
        Trees.delete(emulator);
        try (EmulatorServer server = new EmulatorServer(emulator)) {
            long start = System.nanoTime();
            rows.write()
                    .format("openai-batch")
                    .options(options)
                    .option("baseUrl", server.url())
                    .option("apiToken", EmulatorControl.TOKEN)
                    .option("requestsPerBatch", "50000")
                    .save(job.toString());
            double stagedAndUploaded = since(start);
            server.awaitBatches();
            start = System.nanoTime();
            spark.read()
                    .format("openai-batch")
                    .option("apiToken", EmulatorControl.TOKEN)
                    .load(job.toString())
                    .filter(col("status").equalTo("nothing has this status"))
                    .count();
            double collected = since(start);
            double uploadedMb = Trees.bytes(job, ".jsonl") / 1e6 - resultMb();
            report.with("staged_and_uploaded_s", stagedAndUploaded)
                    .with("upload_mb", uploadedMb)
                    .with("collected_s", collected)
                    .with("results_mb", resultMb())
                    .with("collection_mb_per_s", resultMb() / collected);
            Files.createFile(job.resolve("collected"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Trees.delete(emulator);
        }
    }

    double largestShardMb() {
        return Trees.largest(job.resolve("writes"), ".jsonl") / 1e6;
    }

    double resultMb() {
        return Trees.bytes(job.resolve("results"), ".jsonl") / 1e6;
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
