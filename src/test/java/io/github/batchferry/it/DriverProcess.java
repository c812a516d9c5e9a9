package io.github.batchferry.it;

import io.github.batchferry.child.ShortLived;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.SparkSession;

/** A Spark driver in a process of its own, which a test can kill. It is told one write a line and answers with one line. */
final class DriverProcess implements AutoCloseable {
    private static final String DONE = "done";
    private static final Duration LIFE = Duration.ofMinutes(20);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final Path log;
    private final BufferedReader answers;

    private DriverProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Returns at once; Spark starts meanwhile. */
    static DriverProcess start() {
        return start(DriverProcess.class, List.of());
    }

    /** The same with another main class, which says {@code ready} and then answers each line with one. */
    static DriverProcess start(Class<?> mainClass, List<String> arguments) {
        try {
            Path log = Files.createTempFile("batchferry-driver", ".log");
            ProcessBuilder builder = ChildJvm.of(mainClass.getName(), List.of("-Xmx600m"), arguments)
                    .redirectError(log.toFile());
            return new DriverProcess(ShortLived.start(builder, LIFE), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady() {
        String line = answer();
        if (!"ready".equals(line)) {
            throw new AssertionError("the driver said: " + line);
        }
    }

    /** Returns at once; {@link #answer} waits for the end of the write. */
    void save(String mode, String url, String job) {
        tell(mode, url, job);
    }

    /** Returns at once. */
    void tell(String... words) {
        try {
            process.outputWriter().write(String.join(" ", words) + "\n");
            process.outputWriter().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code done}, or what the user sees first of the exception; null where the process has ended. */
    String answer() {
        try {
            return CompletableFuture.supplyAsync(this::line).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the driver gave no answer; its log:\n" + log(), e);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private String line() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9} does: nothing runs any more in there. */
    void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** What it has written to its log so far. */
    String log() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Ctrl-C does. */
    void interrupt() {
        try {
            ShortLived.start(new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())))
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As soon as the process has ended. */
    int exitCode() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the driver did not end; its log:\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
        log.toFile().delete();
    }

    public static void main(String[] arguments) throws IOException {
        SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate();
        System.out.println("ready");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "stop" -> spark.stop();
                case "wait" -> new Thread(() -> say(() -> wait(spark, words[2]))).start();
                default -> say(() -> save(spark, words[0], words[1], words[2]));
            }
        }
    }

    private static void say(Runnable work) {
        try {
            work.run();
            System.out.println(DONE);
        } catch (Exception e) {
            System.out.println(e.getClass().getSimpleName() + ": "
                    + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    private static void save(SparkSession spark, String mode, String url, String job) {
        Prompts.of(spark, 10, 2)
                .write()
                .format("openai-batch")
                .option("baseUrl", url)
                .option("apiToken", Rehearsal.KEY)
                .option("model", "gpt-6-luna")
                .mode(mode)
                .save(job);
    }

    private static void wait(SparkSession spark, String job) {
        spark.read()
                .format("openai-batch")
                .option("apiToken", Rehearsal.KEY)
                .load(job)
                .count();
    }
}
