package io.github.batchferry.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code dev/soak MINUTES [SEED]}: random jobs with random faults and dying drivers, one after another, over HTTP against
 * an emulator in a process of its own. Waits are skipped. Each job is proved by the bill when it has ended, all of them
 * again at the end; memory and file handles must not grow.
 */
final class Soak {
    private static final Duration SAMPLE_EVERY = Duration.ofSeconds(5);
    private static final int MOST_MORE_MB = 8;
    private static final int MOST_MORE_HANDLES = 8;

    private final Path directory;
    private final long minutes;
    private final long seed;
    private final Report report = new Report("soak", "none");
    private final List<Long> heap = new ArrayList<>();
    private final List<Long> handles = new ArrayList<>();
    private long jobs;
    private long batches;
    private long rows;
    private long answered;
    private long billed;
    private long deaths;
    private long failures;
    private long held;

    Soak(Path directory, long minutes, long seed) {
        this.directory = directory;
        this.minutes = minutes;
        this.seed = seed;
    }

    void run() {
        Path place = directory.resolve("soak");
        Trees.delete(place);
        String failure = null;
        long job = seed;
        try (EmulatorServer server = new EmulatorServer(place.resolve("emulator"))) {
            SkippedTime time = new SkippedTime();
            long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
            long sampled = 0;
            for (; System.nanoTime() < end; job++) {
                Path at = place.resolve("job-" + job);
                prove(new SoakJob(at, server.control(), time, job), server.control());
                Trees.delete(at);
                if (System.nanoTime() - sampled > SAMPLE_EVERY.toNanos()) {
                    sample();
                    sampled = System.nanoTime();
                }
            }
            failure = last(server.control().summary());
        } catch (RuntimeException e) {
            failure = e + " (job of seed " + job + ")";
        }
        report.with("minutes", minutes)
                .with("seed", seed)
                .with("jobs", jobs)
                .with("batches", batches)
                .with("rows", rows)
                .with("answered", answered)
                .with("billed", billed)
                .with("drivers_died", deaths)
                .with("drivers_gave_up", failures)
                .with("held", held)
                .with("heap_mb_early", early(heap) >> 20)
                .with("heap_mb_late", late(heap) >> 20)
                .with("handles_early", early(handles))
                .with("handles_late", late(handles))
                .with("failure", failure)
                .with("passed", failure == null)
                .print();
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    private void prove(SoakJob job, EmulatorControl emulator) {
        SoakProof proof = job.run();
        proof.hold(emulator.purchases(job.project()));
        jobs++;
        batches += proof.batches();
        rows += proof.rows();
        answered += proof.answered();
        billed += emulator.purchases(job.project()).size();
        deaths += job.deaths();
        failures += job.failures();
        held += job.held();
    }

    /** Why the whole of it did not pass, or null. */
    private String last(JsonNode bill) {
        if (bill.path("max_purchases_per_custom_id").asLong() > 1
                || bill.path("lines_purchased").asLong() != billed) {
            return "the bill of all jobs differs from the sum of theirs: " + bill;
        }
        if (late(heap) - early(heap) > (long) MOST_MORE_MB << 20) {
            return "memory grows: " + heap;
        }
        if (late(handles) - early(handles) > MOST_MORE_HANDLES) {
            return "file handles grow: " + handles;
        }
        return null;
    }

    private void sample() {
        System.gc();
        heap.add(Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            handles.add(open.count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The median of the second fifth: the first one warms up. */
    private static long early(List<Long> samples) {
        return median(samples, samples.size() / 5, samples.size() * 2 / 5);
    }

    /** The median of the last fifth. */
    private static long late(List<Long> samples) {
        return median(samples, samples.size() * 4 / 5, samples.size());
    }

    private static long median(List<Long> samples, int from, int to) {
        long[] sorted = samples.subList(from, to).stream()
                .mapToLong(value -> value)
                .sorted()
                .toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }
}
