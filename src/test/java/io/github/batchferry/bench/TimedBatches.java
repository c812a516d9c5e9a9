package io.github.batchferry.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.ToLongFunction;

/** The batches of an emulator that holds them all: each is released when its time is over. Keeps what was open when. */
final class TimedBatches implements VirtualTime.World {
    private record Ending(Instant at, String id) {}

    private final EmulatorControl emulator;
    private final ToLongFunction<JsonNode> seconds;
    private final PriorityQueue<Ending> endings = new PriorityQueue<>(Comparator.comparing(Ending::at));
    private final Set<String> known = new HashSet<>();
    private final Map<String, Long> durations = new HashMap<>();
    private int mostOpen;

    TimedBatches(EmulatorControl emulator, ToLongFunction<JsonNode> seconds) {
        this.emulator = emulator;
        this.seconds = seconds;
    }

    /** Durations that a batch's job and number decide together with the seed. */
    static ToLongFunction<JsonNode> uniform(long seed, Duration least, Duration most) {
        return batch -> least.toSeconds()
                + new Random(seed * 31 + key(batch).hashCode())
                        .nextLong(most.minus(least).toSeconds() + 1);
    }

    static ToLongFunction<JsonNode> constant(Duration duration) {
        return batch -> duration.toSeconds();
    }

    int mostOpen() {
        return mostOpen;
    }

    /** Seconds by job and number of the batches that were executed. */
    Map<String, Long> durations() {
        return durations;
    }

    static String key(JsonNode batch) {
        return batch.at("/metadata/team").asText() + "/"
                + batch.at("/metadata/batchferry_batch").asInt();
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
                    long lasts = seconds.applyAsLong(batch);
                    durations.put(key(batch), lasts);
                    Instant begun =
                            Instant.ofEpochSecond(batch.path("created_at").asLong());
                    endings.add(new Ending(
                            begun.plusSeconds(lasts), batch.path("id").asText()));
                }
            }
        }
        mostOpen = Math.max(mostOpen, open);
    }
}
