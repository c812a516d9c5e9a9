package io.github.batchferry.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * One driver, without Spark, on a job of very many batches: sealed, bought, polled while all are open, collected, opened
 * again. Real are the ledger on a local disk, the calls over HTTP, the emulator's validation, execution and bill, and
 * the index of each batch. Made up are the staged files, which {@link StandIns} makes anew whenever they are read, and the
 * answers, one a batch; results are indexed and then dropped.
 */
final class ScaleBench {
    private static final int FULL_BATCH = 50_000;

    private final Path directory;
    private final int batches;
    private final int rows;
    private final int full;
    private final Report report = new Report("scale", "none");
    private final HeapWatch heap = new HeapWatch();

    /** @param full how many batches have 50,000 rows; all others have {@code rows} */
    ScaleBench(Path directory, int batches, int rows, int full) {
        this.directory = directory.resolve("scale");
        this.batches = batches;
        this.rows = rows;
        this.full = full;
    }

    void run() {
        Trees.delete(directory);
        report.with("batches", batches)
                .with("rows", totalRows())
                .with("rows_of_full_batches", (long) Math.min(full, batches) * FULL_BATCH)
                .with(
                        "simulated",
                        "staged files made anew at each read; one answer a batch; results indexed, not kept");
        try (EmulatorServer server = new EmulatorServer(directory.resolve("emulator"), "FORGET")) {
            server.control().holdBatches();
            WriteDraft draft = BenchJob.draft(server.url(), null, "scale");
            StandIns store = new StandIns(Stores.open(job()), draft, "question", this::rowsOf);
            try (BenchDriver driver = new BenchDriver(store, server.url())) {
                seal(driver.job(), draft, store);
                report.with("buy_s", Timing.seconds(() -> driver.advance().advance()));
                poll(driver, server);
                heap.reset(report, "seal_buy_poll");
                server.control().release();
                report.with("collect_s", Timing.seconds(driver::collectAll));
                heap.reset(report, "collect");
                report.with("results_mb", store.received() >> 20);
                long answered = answered(driver.job());
                boolean passed = open() & settled(server.control().summary()) & answered == totalRows();
                report.with("answered", answered).with("passed", passed).print();
                if (!passed) {
                    throw new IllegalStateException("a target was missed, see above");
                }
            }
        }
    }

    private void seal(Job job, WriteDraft draft, StandIns store) {
        List<StagedPart> parts = new ArrayList<>();
        report.with("stage_s", Timing.seconds(() -> parts.addAll(BenchJob.stage(store, batches))))
                .with("seal_s", Timing.seconds(() -> BenchJob.seal(job, draft, parts)));
    }

    private void poll(BenchDriver driver, EmulatorServer server) {
        long before = server.control().calls();
        driver.advance().collect();
        report.with("calls_of_a_poll", server.control().calls() - before)
                .with("poll_ms", 1000 * Timing.median(5, () -> driver.advance().collect()));
    }

    /**
     * By a new driver: its reads, as the ledger stands at the end and as it stood when the next checkpoint was farthest
     * away; and its time in that case, of which the median decides.
     */
    private boolean open() {
        CountingStore counting = new CountingStore(Stores.open(job()));
        long entries = Job.open(counting, Clock.systemUTC()).state().lastEntry();
        long reads = counting.reads();
        Path worst = copyOfLedger((entries + 1) / 256 * 256 - 1);
        CountingStore countingWorst = new CountingStore(Stores.open(worst.toString()));
        Job.open(countingWorst, Clock.systemUTC());
        Runnable opening = () -> Job.open(Stores.open(worst.toString()), Clock.systemUTC());
        double[] seconds = Timing.sorted(9, opening);
        double processor = Timing.processorSeconds(9, opening);
        report.with("entries", entries)
                .with("ledger_mb", Trees.bytes(Path.of(job(), "ledger"), ".json") / 1e6)
                .with("checkpoints_mb", Trees.bytes(Path.of(job(), "ledger"), ".checkpoint") / 1e6)
                .with("open_reads", reads)
                .with("open_reads_worst", countingWorst.reads())
                .with("open_s_best", seconds[0])
                .with("open_s_median", seconds[seconds.length / 2])
                .with("open_cpu_s", processor);
        return countingWorst.reads() <= 300 && reads <= 300 && seconds[seconds.length / 2] <= 2;
    }

    private Path copyOfLedger(long entries) {
        Path copy = directory.resolve("worst");
        try {
            Files.createDirectories(copy.resolve("ledger"));
            for (Path file : Trees.files(Path.of(job(), "ledger"))) {
                String name = file.getFileName().toString();
                if (Long.parseLong(name.replaceFirst("\\..*", "")) <= entries) {
                    Files.copy(file, copy.resolve("ledger").resolve(name));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }

    /** Whether the emulator has billed each row once. */
    private boolean settled(JsonNode bill) {
        report.with("billed", bill.path("lines_purchased").asLong())
                .with(
                        "billed_most_for_an_id",
                        bill.path("max_purchases_per_custom_id").asLong());
        return bill.path("lines_purchased").asLong() == totalRows()
                && bill.path("distinct_custom_ids").asLong() == totalRows()
                && bill.path("batches_accepted").asLong() == batches;
    }

    private static long answered(Job job) {
        long answered = 0;
        for (BatchState batch : job.state().batches()) {
            answered += batch.collected().counts().succeeded();
        }
        return answered;
    }

    private int rowsOf(int part) {
        return part < full ? FULL_BATCH : rows;
    }

    private long totalRows() {
        long total = 0;
        for (int part = 0; part < batches; part++) {
            total += rowsOf(part);
        }
        return total;
    }

    private String job() {
        return directory.resolve("job").toString();
    }
}
