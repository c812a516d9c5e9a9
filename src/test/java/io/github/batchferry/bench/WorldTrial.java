package io.github.batchferry.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.ExternalException;
import io.github.batchferry.emulator.Emulator;
import io.github.batchferry.emulator.EmulatorConfig;
import io.github.batchferry.job.Advance;
import io.github.batchferry.job.Await;
import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.Tally;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A job of nine rows in three batches at a server that takes freedoms, in a time that only waiting moves. */
final class WorldTrial implements AutoCloseable {
    static final int ROWS = 9;
    static final int PARTS = 3;

    private static final Duration LONGEST = Duration.ofHours(26);
    /** After an error a person starts it again so much later. */
    private static final Duration PERSON = Duration.ofMinutes(10);
    /** Of the machine's own time. */
    private static final Duration BOUND = Duration.ofMinutes(4);

    private static final long SETTLE_MILLIS = 150;

    private final WorldCase world;
    private final Path job;
    private final VirtualTime time = new VirtualTime();
    private final Emulator emulator;
    private final EmulatorControl control;
    private final long start = System.nanoTime();
    private Map<String, String> stuck = Map.of();
    private String error = "";

    WorldTrial(Path directory, WorldCase world) {
        this.world = world;
        job = directory.resolve("job");
        emulator = Emulator.start(
                EmulatorConfig.at(directory.resolve("emulator")).withClock(time).withWorld(world.world()));
        control = new EmulatorControl(emulator.url());
        time.join();
        seal(job, emulator.url());
    }

    /** One process that waits, and is started again where it gives up. */
    WorldRun await(Duration interval) {
        int[] looks = {0};
        int again = 0;
        Await.End end = Await.End.TIMED_OUT;
        while (end != Await.End.ENDED && left().compareTo(Duration.ZERO) > 0) {
            try (BenchDriver driver = driver()) {
                end = driver.await(interval, left(), seen -> looks[0]++);
            } catch (ExternalException e) {
                error = String.valueOf(e.getMessage());
                looks[0]++;
                again++;
                pass(PERSON);
            }
        }
        return told(WorldWay.AWAIT, interval, looks[0], again);
    }

    /** Nothing is carried over from one look to the next but the job directory. */
    WorldRun cron(Duration interval) {
        int looks = 0;
        int again = 0;
        boolean moves = true;
        while (moves && left().compareTo(Duration.ZERO) > 0) {
            try (BenchDriver driver = driver()) {
                looks++;
                driver.advance().advance();
                moves = Advance.mayMove(driver.job().state());
            } catch (ExternalException e) {
                error = String.valueOf(e.getMessage());
                again++;
            }
            if (moves) {
                pass(interval);
            }
        }
        return told(WorldWay.CRON, interval, looks, again);
    }

    static void seal(Path job, String url) {
        WriteDraft draft = BenchJob.draft(url, null, "worlds");
        JobStore store = Stores.open(job.toString());
        try (BenchDriver driver = new BenchDriver(store, url)) {
            List<StagedPart> parts = new ArrayList<>();
            for (int part = 0; part < PARTS; part++) {
                parts.add(BenchJob.part(store, draft, part, "part " + part, ROWS / PARTS));
            }
            BenchJob.seal(driver.job(), draft, parts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong by the ledger and by the server's bill; empty where nothing is. */
    static String wrong(Path job, EmulatorControl control) {
        Tally tally = Tally.of(Job.open(Stores.open(job.toString()), java.time.Clock.systemUTC())
                .state());
        String unpaid = wrongBill(control);
        return tally.succeeded() == ROWS && tally.rows() == ROWS ? unpaid : (tally + " " + unpaid).strip();
    }

    static String wrongBill(EmulatorControl control) {
        JsonNode bill = control.summary();
        long most = bill.path("max_purchases_per_custom_id").asLong();
        long lines = bill.path("lines_purchased").asLong();
        return most <= 1 && lines == ROWS ? "" : lines + " lines paid, one of them " + most + " times";
    }

    private WorldRun told(WorldWay way, Duration interval, long looks, long again) {
        String wrong = wrong(job, control);
        String why = wrong.isEmpty() || error.isEmpty() ? wrong : wrong + "; last error: " + error;
        return new WorldRun(
                world.name(), way, interval, time.nanos() / 1_000_000_000, looks, control.calls(), again, why);
    }

    private Duration left() {
        return LONGEST.minusNanos(time.nanos());
    }

    private BenchDriver driver() {
        return new BenchDriver(
                Stores.open(job.toString()),
                emulator.url(),
                null,
                api -> api,
                time.asTime().with(this::pass));
    }

    /** The server works at once, on threads of its own: what it does meanwhile ends before the clock is read again. */
    private void pass(Duration duration) {
        try {
            time.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        if (System.nanoTime() - start > BOUND.toNanos()) {
            throw new IllegalStateException("no end after " + BOUND + " of the machine's time");
        }
        Map<String, String> open = control.open();
        for (long waited = 0; !open.isEmpty() && !open.equals(stuck) && waited < SETTLE_MILLIS; waited += 2) {
            EmulatorControl.pause(2);
            open = control.open();
        }
        stuck = open;
    }

    @Override
    public void close() {
        time.leave();
        emulator.close();
    }
}
