package io.github.batchferry.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.SparkSession;

/**
 * Worlds that heal: whether every row is answered and paid once, and what it takes, by each way to bring a job to its end.
 * The oracle is the server's bill.
 */
final class WorldsBench {
    private static final List<Duration> INTERVALS = List.of(Duration.ofSeconds(1), Duration.ofSeconds(30));
    private static final int FEW = 6;
    private static final int PROCESSES_AT_ONCE = 40;
    private static final int AT_ONCE = 80;

    private final Path directory;
    private final List<WorldCase> worlds;
    private final Duration bound;
    private final List<WorldRun> all = new ArrayList<>();
    private final AtomicInteger places = new AtomicInteger();

    /** @param bound for each job that runs in the time of the machine */
    WorldsBench(Path directory, List<WorldCase> worlds, Duration bound) {
        this.directory = directory;
        this.worlds = worlds;
        this.bound = bound;
        System.out.println("| world | way | interval | seconds | looks | calls | started again | verdict |\n"
                + "| --- | --- | --- | --- | --- | --- | --- | --- |");
    }

    void inVirtualTime() {
        List<Callable<WorldRun>> runs = new ArrayList<>();
        for (WorldCase world : worlds) {
            for (Duration interval : INTERVALS) {
                runs.add(() -> guarded(world, WorldWay.AWAIT, interval, place -> {
                    try (WorldTrial trial = new WorldTrial(place, world)) {
                        return trial.await(interval);
                    }
                }));
                runs.add(() -> guarded(world, WorldWay.CRON, interval, place -> {
                    try (WorldTrial trial = new WorldTrial(place, world)) {
                        return trial.cron(interval);
                    }
                }));
            }
        }
        run(runs, 4);
    }

    /** Every world at the longer interval, and at the shorter one, where processes start all the time, a few. */
    void byProcesses() {
        Path jar = Path.of("target/batchferry.jar").toAbsolutePath();
        List<WorldCase> alone = worlds.stream().filter(WorldCase::isAlone).toList();
        run(processes(jar, alone, INTERVALS.get(1), 1), PROCESSES_AT_ONCE);
        run(processes(jar, alone, INTERVALS.get(0), Math.max(1, alone.size() / FEW)), 2);
    }

    private List<Callable<WorldRun>> processes(Path jar, List<WorldCase> alone, Duration interval, int step) {
        List<Callable<WorldRun>> runs = new ArrayList<>();
        for (int i = 0; i < alone.size(); i += step) {
            WorldCase world = alone.get(i);
            runs.add(() -> guarded(world, WorldWay.PROCESS, interval, place -> {
                try (WorldReal real = new WorldReal(place, world, bound)) {
                    return real.processes(jar, interval);
                }
            }));
        }
        return runs;
    }

    void bySpark(SparkSession spark) {
        List<Callable<WorldRun>> runs = new ArrayList<>();
        for (WorldCase world : worlds.stream().filter(WorldCase::isAlone).toList()) {
            for (Duration interval : INTERVALS) {
                runs.add(() -> guarded(world, WorldWay.READ, interval, place -> {
                    try (WorldReal real = new WorldReal(place, world, bound)) {
                        return real.read(spark, interval);
                    }
                }));
            }
        }
        run(runs, AT_ONCE);
    }

    /** Prints what the numbers say together. */
    void conclude() {
        System.out.println(
                "\n| way | interval | passed | seconds: median | most | looks: median | most | calls: median |"
                        + " most | the slowest |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (WorldWay way : WorldWay.values()) {
            for (Duration interval : INTERVALS) {
                summarize(
                        way,
                        interval,
                        all.stream()
                                .filter(run ->
                                        run.way() == way && run.interval().equals(interval))
                                .sorted(Comparator.comparingLong(WorldRun::seconds))
                                .toList());
            }
        }
        long failed = all.stream().filter(run -> !run.passed()).count();
        System.out.println(
                "\n" + (all.size() - failed) + " of " + all.size() + " jobs in " + worlds.size() + " worlds passed");
        if (failed > 0) {
            throw new IllegalStateException(failed + " jobs did not end with every row answered and paid once");
        }
    }

    private static void summarize(WorldWay way, Duration interval, List<WorldRun> runs) {
        if (runs.isEmpty()) {
            return;
        }
        WorldRun slowest = runs.get(runs.size() - 1);
        long[] looks = runs.stream().mapToLong(WorldRun::looks).sorted().toArray();
        long[] calls = runs.stream().mapToLong(WorldRun::calls).sorted().toArray();
        System.out.printf(
                "| %s | %d s | %d of %d | %d | %d | %d | %d | %d | %d | %s |%n",
                way.text,
                interval.toSeconds(),
                runs.stream().filter(WorldRun::passed).count(),
                runs.size(),
                runs.get(runs.size() / 2).seconds(),
                slowest.seconds(),
                looks[looks.length / 2],
                looks[looks.length - 1],
                calls[calls.length / 2],
                calls[calls.length - 1],
                slowest.world());
    }

    private void run(List<Callable<WorldRun>> runs, int threads) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (Future<WorldRun> run : pool.invokeAll(runs)) {
                all.add(run.get());
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            pool.shutdownNow();
        }
    }

    private WorldRun guarded(WorldCase world, WorldWay way, Duration interval, Job job) {
        Path place = directory.resolve("worlds").resolve(String.valueOf(places.incrementAndGet()));
        WorldRun run;
        try {
            run = job.in(place);
        } catch (RuntimeException e) {
            run = new WorldRun(world.name(), way, interval, 0, 0, 0, 0, e.toString());
        }
        System.out.println(run.row());
        if (run.passed()) {
            Trees.delete(place);
        }
        return run;
    }

    @FunctionalInterface
    private interface Job {
        WorldRun in(Path place);
    }
}
