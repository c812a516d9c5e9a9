package io.github.batchferry.crash;

import io.github.batchferry.UserException;
import io.github.batchferry.emulator.Emulator;
import io.github.batchferry.emulator.EmulatorConfig;
import io.github.batchferry.emulator.Pace;
import io.github.batchferry.emulator.dialect.Dialect;
import io.github.batchferry.emulator.world.World;
import io.github.batchferry.ledger.LimitTerms.OnDoubt;
import io.github.batchferry.provider.Provider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Two drivers at once on one job, in the weather of one seed, dying and starting again; then a last one in calm weather. */
final class Storm implements AutoCloseable {
    private static final int DRIVERS = 2;
    /** Providers whose dialects have shorter names. */
    private static final Map<String, String> NAMES = Map.of("alibaba", "bailian", "ovh", "ovhcloud");

    /** Every step of a driver has its turn, so it makes one at a time. */
    private static final int IN_TURN = 1;

    private static final List<Duration> PACES =
            List.of(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(45), Duration.ofMinutes(10));

    private final long seed;
    private final Path job;
    private final Rows rows;
    private final OnDoubt onDoubt;
    private final Duration pace;
    private final World world;
    private final Dialect dialect;
    /** Whether the job is there before the two drivers come. */
    private final boolean begun;

    private final Weather weather;
    private final SharedTime time;
    private final Emulator emulator;
    private final Client client;
    private final Turns turns;
    private final AtomicInteger left = new AtomicInteger(DRIVERS);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** In the world of this seed. */
    Storm(long seed, Path directory) {
        this(seed, World.drawn(seed), Dialect.OPENAI, directory);
    }

    Storm(long seed, World world, Dialect dialect, Path directory) {
        this.seed = seed;
        this.world = world;
        this.dialect = dialect;
        time = new SharedTime(directory.resolve("time"), () -> {}, this::settle);
        Random random = new Random(seed);
        job = directory.resolve("job");
        rows = Rows.of(1 + random.nextInt(4), 1 + random.nextInt(4), 1 + random.nextInt(4));
        onDoubt = OnDoubt.values()[random.nextInt(2)];
        pace = PACES.get(random.nextInt(PACES.size()));
        begun = random.nextBoolean();
        weather = new Weather(random.nextLong(), onDoubt == OnDoubt.HOLD ? 3 : 0);
        turns = new Turns(random.nextLong(), this::settle);
        emulator = Emulator.start(EmulatorConfig.at(directory.resolve("provider"))
                .withClock(time)
                .withSeed(seed)
                .withPace(new Pace(Duration.ZERO, pace, Duration.ZERO))
                .withWorld(world)
                .withDialect(dialect));
        client = new Client(provider(dialect), emulator.url(), new Bill(emulator.url()), time);
    }

    /** Who the connector takes the server for; where it does not know the name, for anybody compatible. */
    private static Provider provider(Dialect dialect) {
        try {
            return dialect.isPlain()
                    ? Provider.OPENAI_COMPATIBLE
                    : Provider.named(NAMES.getOrDefault(dialect.name(), dialect.name()));
        } catch (UserException e) {
            return Provider.OPENAI_COMPATIBLE;
        }
    }

    List<String> trace() {
        return turns.trace;
    }

    /** All that is wrong in the end. */
    List<String> run() throws IOException, InterruptedException {
        if (begun) {
            driver(Steps.UNHINDERED).seal();
        }
        client.bill.fault(weather.script());
        List<String> wrong = new ArrayList<>();
        List<Lives> drivers = new ArrayList<>();
        for (int i = 0; i < DRIVERS; i++) {
            String name = String.valueOf((char) ('a' + i));
            drivers.add(new Lives(name, new Random(seed * DRIVERS + i), turns, this));
        }
        for (Future<List<String>> ended : threads.invokeAll(drivers)) {
            try {
                wrong.addAll(ended.get());
            } catch (java.util.concurrent.ExecutionException e) {
                wrong.add("a driver broke: " + e.getCause());
            }
        }
        turns.awaitEnd();
        client.awaitEnds();
        Driver reader = driver(Steps.UNHINDERED);
        wrong.addAll(Account.wrong(rows, world, client.bill, reader.state(), reader.store, promise()));
        return wrong;
    }

    World world() {
        return world;
    }

    /** What can be kept in this world, this dialect and this weather. */
    Account.Promise promise() {
        Account.Promise promise = world.heals() ? weather.promise() : Account.Promise.NONE_TWICE;
        return Stream.of(promise, Beyond.promise(world), Beyond.promise(dialect, world))
                .min(Account.Promise::compareTo)
                .orElseThrow();
    }

    /** Whether all other drivers have ended. */
    boolean isLast() {
        return left.decrementAndGet() == 0;
    }

    /** The weather clears up, and one more driver brings the job to its end; purchases that are late may still arrive. */
    List<String> end(Steps steps) {
        client.bill.noFaults();
        try {
            Driver last = driver(steps);
            last.resume();
            last.finishAtLast(client.bill);
            return List.of();
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            return List.of("the job could not be brought to its end: " + e);
        }
    }

    Driver driver(Steps steps) {
        return new Driver(job, client.api, client.provider, time, rows, Asked.TEXTS, onDoubt, IN_TURN, steps);
    }

    Bill bill() {
        return client.bill;
    }

    SharedTime time() {
        return time;
    }

    Weather weather() {
        return weather;
    }

    /** Lets a call arrive late, as a party of its own. */
    void later(Runnable call) {
        threads.execute(call);
    }

    /** Until no batch moves any more before time passes. */
    private void settle() {
        if (client != null) {
            client.bill.settle();
        }
    }

    @Override
    public String toString() {
        return "seed " + seed + ": " + rows.parts().stream().map(List::size).toList() + " rows, " + onDoubt + ", "
                + pace + ", " + promise() + spoken() + ", world '" + world.names() + "', " + weather.script();
    }

    private String spoken() {
        return dialect.isPlain() ? "" : ", dialect " + dialect + " '" + dialect.names() + "'";
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.close();
        emulator.close();
    }
}
