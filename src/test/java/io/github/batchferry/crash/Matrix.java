package io.github.batchferry.crash;

import io.github.batchferry.emulator.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Every step of every phase, before and after it, in one world. */
final class Matrix {
    /** The documented world, and three in which it is otherwise: what is shown, what is bought, what has ended. */
    static final List<World> WORLDS = List.of(
            World.DOCUMENTED,
            World.named("list=shuffled,list=no-input-file,get=files-late,lines=crlf"),
            World.named("create=429-though-created,list=late,get=one-l"),
            World.named("end=cancelled-growing,file=late-404,create=wants-processed,account=clock-ahead"));

    private static final int WORKERS = 2;

    final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final Path directory;
    private final Case.Killing killing;
    private final World world;
    private final int every;
    private final AtomicInteger steps = new AtomicInteger();
    private final AtomicInteger jobs = new AtomicInteger();

    /** @param every takes each step, or each second one, and so on */
    Matrix(Path directory, Case.Killing killing, World world, int every) {
        this.directory = directory;
        this.killing = killing;
        this.world = world;
        this.every = every;
    }

    int steps() {
        return steps.get();
    }

    int jobs() {
        return jobs.get();
    }

    /** @return how many steps it has */
    int run(Phase phase) throws IOException, InterruptedException {
        Path dry = directory.resolve(phase.name() + "-steps-" + WORLDS.indexOf(world));
        List<String> names = Case.steps(dry, phase, world);
        for (Edge edge : Edge.values()) {
            run(phase, edge, names);
        }
        steps.addAndGet(names.size());
        return names.size();
    }

    private void run(Phase phase, Edge edge, List<String> names) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger end = new AtomicInteger(Integer.MAX_VALUE);
        Callable<Void> worker = () -> {
            for (int step = every * next.getAndIncrement() + every / 2;
                    step < end.get();
                    step = every * next.getAndIncrement() + every / 2) {
                if (!died(new Case(phase, world, step, edge), names)) {
                    int last = step;
                    end.updateAndGet(before -> Math.min(before, last));
                }
            }
            return null;
        };
        ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
        try {
            for (Future<Void> worked : threads.invokeAll(Collections.nCopies(WORKERS, worker))) {
                worked.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdown();
        }
        if (end.get() < names.size()) {
            failures.add(phase.name() + " in " + world.names() + ": a driver that should die at step " + end.get()
                    + " of " + names.size() + " came to its end before");
        }
    }

    private boolean died(Case what, List<String> names) throws IOException {
        Path place = directory.resolve(what.toString().replace(':', '-'));
        Case.Verdict verdict = what.run(place, killing);
        if (verdict.died()) {
            jobs.incrementAndGet();
        }
        if (verdict.wrong().isEmpty()) {
            Trees.delete(place);
        } else {
            String name = what.step() < names.size() ? names.get(what.step()) : "a step that is not always there";
            failures.add(what + " (" + name + "): " + String.join("; ", verdict.wrong()) + ". Again: dev/crash --case "
                    + what);
        }
        return verdict.died();
    }
}
