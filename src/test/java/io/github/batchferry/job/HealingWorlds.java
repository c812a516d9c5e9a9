package io.github.batchferry.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.ExternalException;
import io.github.batchferry.emulator.world.Freedom;
import io.github.batchferry.emulator.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Each class of freedoms that heals, and forty mixtures of them, on a clock of their own: how long a job takes that
 * somebody waits for, and one that a scheduler looks at, and whether each row is answered and paid once.
 */
public final class HealingWorlds {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROWS = 9;
    private static final int MIXTURES = 40;
    private static final Duration MOST = Duration.ofHours(26);
    /** When a person runs it again that was told why it stopped. */
    private static final Duration PERSON = Duration.ofMinutes(10);

    private final Path directory;
    private final List<String> failures = new ArrayList<>();
    private int jobs;

    public HealingWorlds(Path directory) {
        this.directory = directory;
    }

    /** Prints a line for each world, and what went wrong. */
    public List<String> run() {
        for (Freedom freedom : World.ALL) {
            if (freedom.heals()) {
                measure(World.named(freedom.name()));
            }
        }
        for (int seed = 0; seed < MIXTURES; seed++) {
            measure(World.drawnHealing(seed));
        }
        return failures;
    }

    private void measure(World world) {
        ObjectNode line = JSON.createObjectNode().put("world", world.names());
        for (int seconds : new int[] {1, 30}) {
            Duration interval = Duration.ofSeconds(seconds);
            line.set("await_" + seconds + "s", one(world, bench -> await(bench, interval)));
            line.set("cron_" + seconds + "s", one(world, bench -> cron(bench, interval)));
        }
        System.out.println(line);
    }

    private interface Way {
        /** @return how often a person had to run it again */
        int go(Bench bench);
    }

    private ObjectNode one(World world, Way way) {
        try (Bench bench = new Bench(directory.resolve("job-" + jobs++), world)) {
            bench.limits = Sample.limits(10_000, 50_000, 190L << 20, LimitTerms.Packing.NONE, LimitTerms.OnDoubt.HOLD);
            bench.sealed(ROWS / 3, ROWS / 3, ROWS / 3);
            bench.time.meanwhile(bench.provider::settle);
            long before = bench.time.getAsLong();
            int runs = way.go(bench);
            Tally tally = Tally.of(bench.job().state());
            int most =
                    bench.provider.summary().path("max_purchases_per_custom_id").asInt();
            int paid = bench.provider.summary().path("lines_purchased").asInt();
            boolean kept = tally.succeeded() == ROWS && most == 1 && paid == ROWS;
            if (!kept) {
                failures.add(world.names() + ": " + tally + ", " + paid + " paid, " + most + " times at most");
            }
            return JSON.createObjectNode()
                    .put("each_answered_and_paid_once", kept)
                    .put(
                            "seconds",
                            Duration.ofNanos(bench.time.getAsLong() - before).toSeconds())
                    .put("stops", runs);
        }
    }

    private static int await(Bench bench, Duration interval) {
        int stops = 0;
        while (true) {
            try {
                new Await(bench.advance(), interval, MOST, bench.time, bench.time).await(advanced -> {});
                return stops;
            } catch (ExternalException e) {
                stops++;
                bench.time.pass(PERSON);
            }
        }
    }

    /** Nothing is carried over from one look to the next: each opens the job anew. */
    private static int cron(Bench bench, Duration interval) {
        int stops = 0;
        for (long left = MOST.toSeconds(); left > 0; left -= interval.toSeconds()) {
            try {
                if (!bench.advance().advance().mayMove()) {
                    return stops;
                }
            } catch (ExternalException e) {
                stops++;
            }
            bench.time.pass(interval);
            bench.provider.settle();
        }
        return stops;
    }
}
