package io.github.batchferry.bench;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.job.Advance;
import io.github.batchferry.job.Await;
import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** One job of a soak: drivers work on it and die, until one brings it to its end. */
final class SoakJob {
    private static final int LIVES = 12;

    private final EmulatorControl emulator;
    private final SkippedTime time;
    private final long seed;
    private final String project;
    private final WriteDraft draft;
    private final JobStore store;
    private final AtomicInteger deaths = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private int held;

    SoakJob(Path directory, EmulatorControl emulator, SkippedTime time, long seed) {
        this.emulator = emulator;
        this.time = time;
        this.seed = seed;
        project = "soak-" + seed;
        draft = BenchJob.draft(emulator.url(), null, project);
        store = Stores.open(directory.toString());
    }

    String project() {
        return project;
    }

    int deaths() {
        return deaths.get();
    }

    /** How often a driver gave up in good order. */
    int failures() {
        return failures.get();
    }

    /** How many purchases a person had to look at. */
    int held() {
        return held;
    }

    /** Returns what the proof needs. */
    SoakProof run() {
        Random random = new Random(seed);
        List<StagedPart> parts = stage(random);
        try (BenchDriver driver = driver(new Mortal(0, Mortal.Moment.BEFORE))) {
            BenchJob.seal(driver.job(), draft, parts);
        }
        emulator.fault(SoakFaults.draw(random));
        int drivers = random.nextInt(4) == 0 ? 2 : 1;
        Thread[] threads = new Thread[drivers];
        for (int i = 0; i < drivers; i++) {
            Random fate = new Random(seed * 31 + i);
            threads[i] = new Thread(() -> liveAndDie(fate));
            threads[i].start();
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        emulator.noFaults();
        try (BenchDriver last = driver(new Mortal(0, Mortal.Moment.BEFORE))) {
            Await.End end = last.await();
            for (int found = last.resolveAsNotBought(); found > 0; found = last.resolveAsNotBought()) {
                held += found;
                end = last.await();
            }
            if (end != Await.End.ENDED || Advance.mayMove(last.job().state())) {
                throw new IllegalStateException("the job does not end: " + last.said());
            }
            return new SoakProof(last.job(), draft, parts);
        }
    }

    private List<StagedPart> stage(Random random) {
        try {
            List<StagedPart> parts = new ArrayList<>();
            for (int part = random.nextInt(6); part >= 0; part--) {
                parts.add(BenchJob.part(store, draft, parts.size(), "soak", 1 + random.nextInt(60)));
            }
            return parts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void liveAndDie(Random fate) {
        for (int life = 0; life < LIVES; life++) {
            Mortal mortal = new Mortal(
                    life < LIVES - 1 && fate.nextInt(4) > 0 ? 1 + fate.nextInt(90) : 0,
                    fate.nextBoolean() ? Mortal.Moment.BEFORE : Mortal.Moment.AFTER);
            try (BenchDriver driver = driver(mortal)) {
                driver.await();
                return;
            } catch (Mortal.Death e) {
                deaths.incrementAndGet();
            } catch (ExternalException e) {
                failures.incrementAndGet();
            }
        }
    }

    private BenchDriver driver(Mortal mortal) {
        return new BenchDriver(
                mortal.guard(JobStore.class, store),
                emulator.url(),
                project,
                api -> mortal.guard(BatchApi.class, api),
                time.asTime());
    }
}
