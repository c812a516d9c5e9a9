package io.github.batchferry.bench;

import io.github.batchferry.ledger.Job;
import io.github.batchferry.store.Stores;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * What a poll costs while so many batches are open: calls, as the server counts them, and time. A poll by a driver, and
 * a read by Spark, whose executors must add nothing; and both once more when all is collected.
 */
final class PollBench {
    private static final int PAGE = 100;
    private static final int TIMED = 9;

    private final SparkSession spark;
    private final Path directory;
    private final List<Integer> sizes;

    PollBench(SparkSession spark, Path directory, List<Integer> sizes) {
        this.spark = spark;
        this.directory = directory;
        this.sizes = sizes;
    }

    void run() {
        double firstPerBatch = 0;
        double lastPerBatch = 0;
        for (int open : sizes) {
            lastPerBatch = measure(open) / open;
            firstPerBatch = firstPerBatch == 0 ? lastPerBatch : firstPerBatch;
        }
        double ratio = lastPerBatch / firstPerBatch;
        new Report("poll", spark.version())
                .with("batches", sizes)
                .with("cpu_of_a_batch_last_to_first", ratio)
                .print();
        require(ratio <= 1.5, "a poll takes more than its share of time where more batches are open: " + ratio);
    }

    /** Processor seconds of one poll: on a busy machine the time says little. */
    private double measure(int open) {
        Path directoryOfJob = directory.resolve("poll-" + open);
        Trees.delete(directoryOfJob);
        String path = directoryOfJob.resolve("job").toString();
        try (EmulatorServer server = new EmulatorServer(directoryOfJob.resolve("emulator"))) {
            server.control().holdBatches();
            double bought = Timing.seconds(() -> write(open, path, server));
            double seconds;
            double processor;
            long polled;
            long collected;
            long read;
            try (BenchDriver driver = new BenchDriver(Stores.open(path), server.url())) {
                polled = calls(server, () -> driver.advance().collect());
                seconds = Timing.median(TIMED, () -> driver.advance().collect());
                processor =
                        Timing.processorSeconds(TIMED, () -> driver.advance().collect());
                read = calls(server, () -> require(rows(path) == 2L * open, "rows are missing"));
                server.control().release();
                driver.collectAll();
                collected = calls(server, () -> driver.advance().collect());
            }
            long readCollected = calls(server, () -> require(rows(path) == 2L * open, "rows are missing"));
            long expected = (open + PAGE - 1) / PAGE;
            new Report("poll", spark.version())
                    .with("open_batches", open)
                    .with("bought_s", bought)
                    .with("poll_ms", seconds * 1000)
                    .with("poll_cpu_ms", processor * 1000)
                    .with("poll_cpu_us_for_a_batch", processor * 1e6 / open)
                    .with("calls_expected", expected)
                    .with("calls_of_a_poll", polled)
                    .with("calls_of_a_read", read)
                    .with("calls_of_a_poll_when_collected", collected)
                    .with("calls_of_a_read_when_collected", readCollected)
                    .print();
            require(polled == expected, "a poll made " + polled + " calls");
            require(read == expected, "a read made " + read + " calls: " + (read - expected) + " by executors");
            require(collected == 0 && readCollected == 0, "what is collected was asked for again");
            return processor;
        }
    }

    /** Two rows a batch. */
    private void write(int batches, String path, EmulatorServer server) {
        spark.range(0, 2L * batches, 1, batches)
                .selectExpr("id", "concat('prompt ', id) AS prompt")
                .write()
                .format("openai-batch")
                .option("model", Source.MODEL)
                .option("packing", "false")
                .option("baseUrl", server.url())
                .option("apiToken", EmulatorControl.TOKEN)
                .save(path);
        int bought =
                Job.open(Stores.open(path), Clock.systemUTC()).state().batches().size();
        require(bought == batches, bought + " batches were bought instead of " + batches);
    }

    private long rows(String path) {
        return spark.read()
                .format("openai-batch")
                .option("apiToken", EmulatorControl.TOKEN)
                .option("wait", "false")
                .load(path)
                .selectExpr("count(output)", "count(*)")
                .first()
                .getLong(1);
    }

    private static long calls(EmulatorServer server, Runnable task) {
        long before = server.control().calls();
        task.run();
        return server.control().calls() - before;
    }

    private static void require(boolean so, String otherwise) {
        if (!so) {
            throw new IllegalStateException(otherwise);
        }
    }
}
