package io.github.batchferry.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code dev/crash [SEEDS]}, {@code --phase PHASE}, {@code --case PHASE:STEP:EDGE}, {@code --seed N}. */
final class Crash {
    private static final int WORKERS = 2;
    private static final int SEEDS = 200;

    private Crash() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("batchferry-crash");
        boolean passed;
        if (arguments.length == 2 && arguments[0].equals("--case")) {
            passed = one(directory, Case.parse(arguments[1]));
        } else if (arguments.length == 2 && arguments[0].equals("--seed")) {
            passed = seed(directory, Long.parseLong(arguments[1]));
        } else if (arguments.length == 2 && arguments[0].equals("--phase")) {
            passed = matrix(directory, List.of(Phase.named(arguments[1])));
        } else {
            passed = matrix(directory, Phase.ALL);
            passed &= seeds(directory, arguments.length == 1 ? Integer.parseInt(arguments[0]) : SEEDS);
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
        Report report = new Report("matrix");
        Map<String, Integer> steps = new TreeMap<>();
        try (Forked forked = Forked.archived(WORKERS, directory)) {
            Matrix matrix = new Matrix(directory, forked, 1);
            for (Phase phase : phases) {
                steps.put(phase.name(), matrix.run(phase));
            }
            return report.with("steps", matrix.steps())
                    .with("jobs", matrix.jobs())
                    .with("unreached", matrix.unreached())
                    .with("phases", steps)
                    .print(matrix.failures);
        }
    }

    private static boolean seeds(Path directory, int count) throws IOException, InterruptedException {
        Report report = new Report("random");
        List<String> failures = new ArrayList<>();
        long steps = 0;
        for (int seed = 0; seed < count; seed++) {
            Path place = directory.resolve("seed-" + seed);
            try (Storm storm = new Storm(seed, place)) {
                List<String> wrong = storm.run();
                steps += storm.trace().size();
                if (wrong.isEmpty()) {
                    Trees.delete(place);
                } else {
                    failures.add(storm + ": " + String.join("; ", wrong) + ". Again: dev/crash --seed " + seed);
                }
            }
        }
        return report.with("seeds", count).with("steps", steps).print(failures);
    }

    private static boolean seed(Path directory, long seed) throws IOException, InterruptedException {
        try (Storm storm = new Storm(seed, directory)) {
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
