package io.github.batchferry.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.ToLongFunction;

/** The batches of an emulator that holds them all: each is released when its time is over. Keeps what was open when. */
final class TimedBatches implements VirtualTime.World {
    private record Started(int number, String job, long seconds) {}

    private record Ending(Instant at, String id) {}

    private final EmulatorControl emulator;
    private final ToLongFunction<JsonNode> seconds;
    private final PriorityQueue<Ending> endings = new PriorityQueue<>(Comparator.comparing(Ending::at));
    private final Set<String> known = new HashSet<>();
    private final List<Started> started = new ArrayList<>();
    private int mostOpen;

    TimedBatches(EmulatorControl emulator, ToLongFunction<JsonNode> seconds) {
        this.emulator = emulator;
        this.seconds = seconds;
    }

    /** Durations that a batch's job and number decide together with the seed. */
    static ToLongFunction<JsonNode> uniform(long seed, Duration least, Duration most) {
        long span = most.minus(least).toSeconds() + 1;
        return batch ->
                least.toSeconds() + new Random(seed * 31 + (job(batch) + number(batch)).hashCode()).nextLong(span);
    }

    static ToLongFunction<JsonNode> constant(Duration duration) {
        return batch -> duration.toSeconds();
    }

    int mostOpen() {
        return mostOpen;
    }

    /** Seconds of the batches that were executed, by their numbers, jobs in turn. */
    List<Long> durations() {
        return started.stream()
                .sorted(Comparator.comparing(Started::number).thenComparing(Started::job))
                .map(Started::seconds)
                .toList();
    }

    @Override
    public Instant next() {
        learn();
        return endings.isEmpty() ? Instant.MAX : endings.element().at();
    }

    @Override
    public void happen(Instant now) {
        emulator.release(endings.remove().id());
    }

    /** What was bought since the last look has been validated once this returns. */
    private void learn() {
        List<JsonNode> all = emulator.batches();
        while (all.stream().anyMatch(batch -> batch.path("status").asText().equals("validating"))) {
            EmulatorControl.pause(2);
            all = emulator.batches();
        }
        int open = 0;
        for (JsonNode batch : all) {
            if (!EmulatorControl.hasEnded(batch)) {
                open++;
                if (known.add(batch.path("id").asText())) {
                    start(batch);
                }
            }
        }
        mostOpen = Math.max(mostOpen, open);
    }

    private void start(JsonNode batch) {
        long lasts = seconds.applyAsLong(batch);
        started.add(new Started(number(batch), job(batch), lasts));
        Instant begun = Instant.ofEpochSecond(batch.path("created_at").asLong());
        endings.add(new Ending(begun.plusSeconds(lasts), batch.path("id").asText()));
    }

    private static String job(JsonNode batch) {
        return batch.at("/metadata/team").asText();
    }

    private static int number(JsonNode batch) {
        return batch.at("/metadata/batchferry_batch").asInt();
    }
}
