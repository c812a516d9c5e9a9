package io.github.batchferry.job;

import io.github.batchferry.child.ShortLived;
import io.github.batchferry.ledger.LimitTerms.OnDoubt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A driver in a process of its own, which says when it has come to some step and takes it when it is told how many
 * seconds have passed meanwhile.
 */
final class PausableDriver implements AutoCloseable {
    /** Where it stops. */
    enum Stop {
        /** Its intent is written; it is about to look at the ledger once more. */
        BEFORE_THE_LAST_LOOK,
        /** It has looked and is about to send. */
        BEFORE_THE_POST
    }

    private final Process process;
    private final BufferedReader said;

    private PausableDriver(Process process) {
        this.process = process;
        said = process.inputReader(StandardCharsets.UTF_8);
    }

    static PausableDriver start(String url, Path job, OnDoubt onDoubt, Stop stop) throws IOException {
        return new PausableDriver(ShortLived.start(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx200m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        PausableDriver.class.getName(),
                        url,
                        job.toString(),
                        onDoubt.name(),
                        stop.name()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)));
    }

    String line() throws IOException {
        return said.readLine();
    }

    /** Heard when it runs again. */
    void tellThatPassed(Duration duration) throws IOException {
        process.outputWriter().write(duration.toSeconds() + "\n");
        process.outputWriter().flush();
    }

    void signal(String name) throws IOException, InterruptedException {
        int exit = ShortLived.start(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())))
                .waitFor();
        if (exit != 0) {
            throw new IOException("kill -" + name + " ended with " + exit);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] words) throws IOException {
        Path job = Path.of(words[1]);
        Stop stop = Stop.valueOf(words[3]);
        BufferedReader told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Harbour harbour = Harbour.at(words[0])) {
            boolean[] stopped = {false};
            Driver driver = new Driver(harbour, job, OnDoubt.valueOf(words[2]), (name, call) -> {
                if (!stopped[0] && isAt(stop, name, job)) {
                    stopped[0] = true;
                    System.out.println("at " + stop);
                    harbour.nanos.addAndGet(
                            Duration.ofSeconds(Long.parseLong(told.readLine())).toNanos());
                }
                return call.make();
            });
            System.out.println("ended " + driver.finish());
        }
    }

    private static boolean isAt(Stop stop, String step, Path job) throws IOException {
        return stop == Stop.BEFORE_THE_POST
                ? step.equals("BatchApi.create")
                : step.equals("JobStore.open") && isIntended(job.resolve("ledger"));
    }

    private static boolean isIntended(Path ledger) throws IOException {
        if (!Files.exists(ledger)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(ledger)) {
            Path newest = entries.filter(file -> !file.getFileName().toString().startsWith("."))
                    .max(Path::compareTo)
                    .orElse(null);
            return newest != null && Files.readString(newest).contains("\"intended\"");
        }
    }
}
