package io.github.batchferry.bench;

import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.Tally;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A job that is staged, from its first upload until its last answer is collected and indexed, against a script that does
 * the same with the official SDK one file after another. The server is near; the line to it is not.
 */
final class FarBench {
    private static final int BATCHES = 20;
    private static final int ROUNDS = 3;
    private static final long BYTES_PER_SECOND = 8_000_000;
    private static final long ROUND_TRIP_MILLIS = 100;
    private static final String PROMPT = "Read the text below and name its topic. ".repeat(12);

    private final Path directory;
    private final int rows;
    private final int transfers;
    private final String python;
    private final String script;

    FarBench(Path directory, int rows, int transfers, String python, String script) {
        this.directory = directory;
        this.rows = rows;
        this.transfers = transfers;
        this.python = python;
        this.script = script;
    }

    void run() {
        Report report = new Report("far", "none").with("rows", rows).with("batches", BATCHES);
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        try (EmulatorServer server = new EmulatorServer(directory.resolve("server"));
                FarLine line = new FarLine(server.url(), BYTES_PER_SECOND, ROUND_TRIP_MILLIS)) {
            for (int round = 0; round < ROUNDS; round++) {
                Path job = directory.resolve("job-" + round);
                JobStore store = Stores.open(job.toString());
                List<StagedPart> parts = seal(store, line.url());
                ours[round] = carry(store, line.url());
                Path results = directory.resolve("script-" + round);
                theirs[round] = byScript(job, parts, results, line.url());
                ratios[round] = ours[round] / theirs[round];
                report.with(
                                "upload_mb",
                                parts.stream().mapToLong(FarBench::bytes).sum() / 1e6)
                        .with("results_mb", bytes(results) / 1e6);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        report.with("transfers", transfers)
                .with("ours_s", middle(ours))
                .with("script_s", middle(theirs))
                .with("ratio", middle(ratios))
                .with("ratio_best", Arrays.stream(ratios).min().orElseThrow())
                .with("ratio_worst", Arrays.stream(ratios).max().orElseThrow())
                .print();
    }

    private List<StagedPart> seal(JobStore store, String url) throws IOException {
        WriteDraft draft = BenchJob.draft(url, null, "far", transfers);
        List<StagedPart> parts = new ArrayList<>();
        for (int part = 0; part < BATCHES; part++) {
            parts.add(BenchJob.part(store, draft, part, PROMPT, rows / BATCHES));
        }
        BenchJob.seal(Job.open(store, Clock.systemUTC()), draft, parts);
        return parts;
    }

    private double carry(JobStore store, String url) {
        try (BenchDriver driver = new BenchDriver(store, url)) {
            long start = System.nanoTime();
            driver.advance().advance();
            driver.collectAll();
            double seconds = (System.nanoTime() - start) / 1e9;
            if (Tally.of(driver.job().state()).succeeded() != rows) {
                throw new IllegalStateException("not all rows were answered");
            }
            return seconds;
        }
    }

    private double byScript(Path job, List<StagedPart> parts, Path results, String url) throws IOException {
        List<String> command = new ArrayList<>(List.of(python, script, url, results.toString()));
        for (StagedPart part : parts) {
            command.add(job.resolve(part.shardFile(0)).toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("OPENAI_API_KEY", EmulatorControl.TOKEN);
        long start = System.nanoTime();
        try {
            if (builder.start().waitFor() != 0) {
                throw new IllegalStateException("the script failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static long bytes(StagedPart part) {
        return part.shards().stream().mapToLong(shard -> shard.bytes()).sum();
    }

    private static long bytes(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static double middle(double[] values) {
        return Arrays.stream(values).sorted().toArray()[values.length / 2];
    }
}
