package io.github.batchferry.crash;

import io.github.batchferry.emulator.dialect.Dialect;
import io.github.batchferry.emulator.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code dev/crash} runs. */
final class Crash {
    private static final int WORKERS = 2;
    private static final int SEEDS = 200;
    /** With so many seeds each freedom is drawn often enough. */
    private static final int ALL_FREEDOMS = 400;

    private static final int LEAST_DRAWN = 10;

    private Crash() {}

    public static void main(String[] words) throws IOException, InterruptedException {
        boolean spoken = words.length > 2 && words[0].equals("--dialect");
        String dialect = spoken ? words[1] : Dialect.OPENAI.name();
        String[] arguments = spoken ? Arrays.copyOfRange(words, 2, words.length) : words;
        Path directory = Files.createTempDirectory("batchferry-crash");
        boolean passed;
        if (arguments.length == 2 && arguments[0].equals("--case")) {
            passed = one(directory, Case.parse(arguments[1]));
        } else if (arguments.length == 2 && arguments[0].equals("--seed")) {
            long seed = Long.parseLong(arguments[1]);
            passed = seed(directory, seed, World.drawn(seed), dialect);
        } else if (arguments.length == 4 && arguments[0].equals("--world") && arguments[2].equals("--seed")) {
            long seed = Long.parseLong(arguments[3]);
            passed = seed(directory, seed, World.named(arguments[1], seed), dialect);
        } else if (arguments.length == 2 && arguments[0].equals("--seeds")) {
            passed = seeds(directory, Integer.parseInt(arguments[1]), dialect);
        } else if (spoken) {
            throw new IllegalArgumentException("only --seeds, --seed and --world are run in a dialect");
        } else if (arguments.length == 1 && arguments[0].equals("--explorer")) {
            passed = Proof.all(1);
        } else if (arguments.length == 2 && arguments[0].equals("--phase")) {
            passed = matrix(directory, List.of(Phase.named(arguments[1])));
        } else {
            passed = matrix(directory, Phase.ALL);
            passed &= seeds(directory, arguments.length == 1 ? Integer.parseInt(arguments[0]) : SEEDS, dialect);
            passed &= Proof.all(1);
        }
        if (passed) {
            Trees.delete(directory);
        } else {
            System.err.println("what the failed jobs left behind is in " + directory);
        }
        System.exit(passed ? 0 : 1);
    }

    private static boolean matrix(Path directory, List<Phase> phases) throws IOException, InterruptedException {
        boolean passed = true;
        try (Forked forked = Forked.archived(WORKERS, directory)) {
            for (World world : Matrix.WORLDS) {
                passed &= matrix(directory, phases, world, forked);
            }
        }
        return passed;
    }

    private static boolean matrix(Path directory, List<Phase> phases, World world, Forked forked)
            throws IOException, InterruptedException {
        Report report = new Report("matrix").with("world", world.names());
        Map<String, Integer> steps = new TreeMap<>();
        Matrix matrix = new Matrix(directory, forked, world, 1);
        for (Phase phase : phases) {
            steps.put(phase.name(), matrix.run(phase));
        }
        return report.with("steps", matrix.steps())
                .with("jobs", matrix.jobs())
                .with("phases", steps)
                .print(matrix.failures);
    }

    private static boolean seeds(Path directory, int count, String dialect) throws IOException, InterruptedException {
        Report report = new Report("random").with("dialect", dialect);
        List<String> failures = new ArrayList<>();
        Map<String, Integer> drawn = new TreeMap<>();
        Map<Account.Promise, Integer> promises = new EnumMap<>(Account.Promise.class);
        World.ALL.forEach(freedom -> drawn.put(freedom.name(), 0));
        long steps = 0;
        for (int seed = 0; seed < count; seed++) {
            Path place = directory.resolve("seed-" + seed);
            try (Storm storm = new Storm(seed, World.drawn(seed), Dialect.named(dialect, seed), place)) {
                List<String> wrong = storm.run();
                steps += storm.trace().size();
                storm.world().freedoms().forEach(freedom -> drawn.merge(freedom.name(), 1, Integer::sum));
                promises.merge(storm.promise(), 1, Integer::sum);
                if (wrong.isEmpty()) {
                    Trees.delete(place);
                } else {
                    failures.add(storm + ": " + String.join("; ", wrong) + ". Again: dev/crash --dialect " + dialect
                            + " --seed " + seed);
                }
            }
        }
        int least = Collections.min(drawn.values());
        if (count >= ALL_FREEDOMS && least < LEAST_DRAWN) {
            failures.add("freedoms were drawn " + least + " times only: " + drawn);
        }
        return report.with("seeds", count)
                .with("steps", steps)
                .with("promises", promises)
                .with("least_drawn", least)
                .with("drawn", drawn)
                .print(failures);
    }

    private static boolean seed(Path directory, long seed, World world, String dialect)
            throws IOException, InterruptedException {
        try (Storm storm = new Storm(seed, world, Dialect.named(dialect, seed), directory)) {
            Report report = new Report("seed").with("seed", seed);
            List<String> wrong = storm.run();
            storm.trace().forEach(System.err::println);
            System.err.println(storm);
            return report.with("steps", storm.trace().size()).print(wrong);
        }
    }

    private static boolean one(Path directory, Case what) throws IOException {
        Report report = new Report("case").with("case", what.toString());
        try (Forked forked = new Forked(0)) {
            Case.Verdict verdict = what.run(directory, forked);
            return report.with("died", verdict.died()).print(verdict.wrong());
        }
    }
}
