package io.github.batchferry.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.cost.BodySample;
import io.github.batchferry.emulator.Emulator;
import io.github.batchferry.emulator.EmulatorConfig;
import io.github.batchferry.emulator.line.Limits;
import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.shard.StagedShard;
import io.github.batchferry.store.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Waiting for the limit of enqueued tokens: 100 equal batches where ten fit, by one driver and by two that do not talk,
 * against a schedule that starts the next batch in the very second in which one ends. Emulator and drivers share one
 * virtual clock; calls over HTTP, validation and refusals are real.
 */
final class ScheduleBench {
    private static final int BATCHES = 100;
    private static final int FIT = 10;
    private static final int ROWS = 20;
    private static final String PROMPT =
            "The quick brown fox jumps over the lazy dog and then takes a long rest under the old tree. ".repeat(8);

    /** Whether drivers are told the limit or have to learn it. */
    private enum Limit {
        GIVEN,
        UNKNOWN
    }

    private final Path directory;
    private final long seed;
    private boolean passed = true;

    ScheduleBench(Path directory, long seed) {
        this.directory = directory.resolve("schedule");
        this.seed = seed;
    }

    void run() {
        Trees.delete(directory);
        ToLongFunction<JsonNode> equal = TimedBatches.constant(Duration.ofMinutes(30));
        ToLongFunction<JsonNode> random = TimedBatches.uniform(seed, Duration.ofMinutes(10), Duration.ofMinutes(50));
        measure("one driver, equal times", 1, Limit.GIVEN, equal);
        measure("one driver, random times", 1, Limit.GIVEN, random);
        measure("one driver, limit to be learned", 1, Limit.UNKNOWN, random);
        measure("two drivers, random times", 2, Limit.GIVEN, random);
        measure("two drivers, limit to be learned", 2, Limit.UNKNOWN, random);
        if (!passed) {
            throw new IllegalStateException("a target was missed, see above");
        }
    }

    private void measure(String name, int drivers, Limit known, ToLongFunction<JsonNode> seconds) {
        Path place = directory.resolve(name.replaceAll("\\W+", "-"));
        VirtualTime time = new VirtualTime();
        long limit = FIT * tokensOfABatch();
        Limits limits = Limits.DOCUMENTED.withEnqueuedTokens(Map.of(Source.MODEL, limit));
        EmulatorConfig config = EmulatorConfig.at(place.resolve("emulator"))
                .withClock(time)
                .withSeed(seed)
                .withLimits(limits);
        try (Emulator emulator = Emulator.start(config)) {
            EmulatorControl control = new EmulatorControl(emulator.url());
            control.holdBatches();
            TimedBatches batches = new TimedBatches(control, seconds);
            time.run(batches);
            List<BenchDriver> crew = new ArrayList<>();
            for (int i = 0; i < drivers; i++) {
                crew.add(driver(place, "job-" + i, emulator.url(), known == Limit.GIVEN ? limit : null, time, drivers));
            }
            work(crew, time);
            report(name, drivers, known, control, batches);
        }
    }

    private static BenchDriver driver(
            Path place, String name, String url, @Nullable Long limit, VirtualTime time, int drivers) {
        WriteDraft draft = BenchJob.draft(url, limit, name);
        StandIns store = new StandIns(Stores.open(place.resolve(name).toString()), draft, PROMPT, part -> ROWS);
        BenchDriver driver = new BenchDriver(store, url, null, api -> api, time.asTime());
        BenchJob.seal(driver.job(), draft, BenchJob.stage(store, BATCHES / drivers));
        return driver;
    }

    private static void work(List<BenchDriver> crew, VirtualTime time) {
        List<Thread> threads = new ArrayList<>();
        for (BenchDriver driver : crew) {
            time.join();
            threads.add(new Thread(() -> {
                try (driver) {
                    driver.await();
                } finally {
                    time.leave();
                }
            }));
        }
        threads.forEach(Thread::start);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(String name, int drivers, Limit known, EmulatorControl control, TimedBatches batches) {
        List<JsonNode> all = control.batches();
        List<JsonNode> refused = all.stream()
                .filter(batch -> batch.path("status").asText().equals("failed"))
                .toList();
        long learned = refused.stream()
                .mapToLong(batch -> batch.path("failed_at").asLong())
                .min()
                .orElse(0);
        long refusedOnceKnown = refused.stream()
                .filter(batch ->
                        known == Limit.GIVEN || batch.path("created_at").asLong() > learned + 1)
                .count();
        long makespan = all.stream()
                        .mapToLong(batch -> batch.path("completed_at").asLong())
                        .max()
                        .orElseThrow()
                - VirtualTime.START.getEpochSecond();
        double ratio = (double) makespan / best(batches.durations());
        JsonNode bill = control.summary();
        boolean good = ratio <= (drivers > 1 ? 1.15 : 1.05)
                && batches.mostOpen() <= FIT
                && (drivers > 1 || refusedOnceKnown == 0)
                && bill.path("lines_purchased").asLong() == (long) BATCHES * ROWS
                && bill.path("max_purchases_per_custom_id").asLong() == 1;
        passed &= good;
        new Report("schedule", "none")
                .with("case", name)
                .with("seed", seed)
                .with("batches", BATCHES)
                .with("fit", FIT)
                .with("most_open", batches.mostOpen())
                .with("refused", refused.size())
                .with("refused_once_known", refusedOnceKnown)
                .with("makespan_h", makespan / 3600.0)
                .with("ratio_to_best_schedule", ratio)
                .with("ratio_to_lower_bound", makespan * (double) FIT / total(batches.durations()))
                .with("billed", bill.path("lines_purchased").asLong())
                .with(
                        "billed_most_for_an_id",
                        bill.path("max_purchases_per_custom_id").asLong())
                .with("passed", good)
                .print();
    }

    /** What list scheduling takes in the order of the plan, jobs in turn: nobody can know how long a batch takes. */
    private static long best(List<Long> durations) {
        PriorityQueue<Long> free = new PriorityQueue<>(Collections.nCopies(FIT, 0L));
        long end = 0;
        for (long seconds : durations) {
            long ends = free.remove() + seconds;
            free.add(ends);
            end = Math.max(end, ends);
        }
        return end;
    }

    private static long total(List<Long> durations) {
        return durations.stream().mapToLong(seconds -> seconds).sum();
    }

    /** As the connector estimates it. */
    private long tokensOfABatch() {
        WriteDraft draft = BenchJob.draft("http://127.0.0.1:1/v1", null, "estimate");
        StandIns store =
                new StandIns(Stores.open(directory.resolve("estimate").toString()), draft, PROMPT, part -> ROWS);
        StagedPart part = BenchJob.stage(store, 1).get(0);
        StagedShard shard = part.shards().get(0);
        if (shard.tokens() != BodySample.atLeast(shard.bodyBytes(), shard.requests())) {
            throw new IllegalStateException(
                    "the emulator counts fewer tokens than the connector: choose other prompts");
        }
        return shard.tokens();
    }
}
