package io.github.batchferry.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** A Spark driver in a process of its own, which a test can kill. It is told one write a line and answers with one line. */
final class DriverProcess implements AutoCloseable {
    private static final String DONE = "done";

    private final Process process;
    private final BufferedReader answers;

    private DriverProcess(Process process) {
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Returns at once; Spark starts meanwhile. */
    static DriverProcess start() {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx600m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath()));
        command.add(DriverProcess.class.getName());
        try {
            return new DriverProcess(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
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
        try {
            process.outputWriter().write(mode + " " + url + " " + job + "\n");
            process.outputWriter().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code done}, or what the user sees first of the exception; null where the process has ended. */
    String answer() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9} does: nothing runs any more in there. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
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
            try {
                Prompts.of(spark, 10, 2)
                        .write()
                        .format("openai-batch")
                        .option("baseUrl", words[1])
                        .option("apiToken", Rehearsal.KEY)
                        .option("model", "gpt-4o-mini")
                        .mode(words[0])
                        .save(words[2]);
                System.out.println(DONE);
            } catch (Exception e) {
                System.out.println(e.getClass().getSimpleName() + ": "
                        + e.getMessage().lines().findFirst().orElse(""));
            }
        }
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
