package io.github.batchferry.bench;

import io.github.batchferry.emulator.Emulator;
import io.github.batchferry.emulator.EmulatorConfig;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A job of nine rows in three batches at a server that takes freedoms, in the time of the machine. */
final class WorldReal implements AutoCloseable {
    /** After an error a person starts it again so much later. */
    private static final long PERSON_MILLIS = 10_000;

    private static final int RUNNING = 3;
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(10);

    private final WorldCase world;
    private final Path job;
    private final Emulator emulator;
    private final EmulatorControl control;
    private final Duration bound;
    private final long start = System.nanoTime();
    private String error = "";
    private int looks;
    private int again;

    WorldReal(Path directory, WorldCase world, Duration bound) {
        this.world = world;
        this.bound = bound;
        job = directory.resolve("job");
        emulator =
                Emulator.start(EmulatorConfig.at(directory.resolve("emulator")).withWorld(world.world()));
        control = new EmulatorControl(emulator.url());
    }

    /** Written by Spark, then read by Spark, which waits; started again where it gives up. */
    WorldRun read(SparkSession spark, Duration interval) {
        Dataset<Row> prompts =
                spark.range(0, WorldTrial.ROWS, 1, WorldTrial.PARTS).selectExpr("concat('row ', id) as prompt");
        boolean done = false;
        boolean written = false;
        while (!done && !isOver()) {
            try {
                if (!written) {
                    write(prompts);
                    written = true;
                }
                looks++;
                done = answered(spark, interval);
            } catch (RuntimeException e) {
                error = String.valueOf(e.getMessage());
                again++;
                EmulatorControl.pause(PERSON_MILLIS);
            }
        }
        return told(WorldWay.READ, interval, done ? WorldTrial.wrongBill(control) : "not every row was answered");
    }

    /** By the command line, a process for each look. */
    WorldRun processes(Path jar, Duration interval) {
        WorldTrial.seal(job, emulator.url());
        int exit = RUNNING;
        while (exit != 0 && !isOver()) {
            long next = System.nanoTime() + interval.toNanos();
            exit = look(jar);
            looks++;
            again += exit == 1 ? 1 : 0;
            while (exit != 0 && System.nanoTime() < next) {
                EmulatorControl.pause(100);
            }
        }
        return told(WorldWay.PROCESS, interval, exit == 0 ? WorldTrial.wrong(job, control) : "exit code " + exit);
    }

    private void write(Dataset<Row> prompts) {
        prompts.write()
                .format("openai-batch")
                .mode("ignore")
                .option("baseUrl", emulator.url())
                .option("apiToken", EmulatorControl.TOKEN)
                .option("model", Source.MODEL)
                .option("packing", "false")
                .option("connectTimeout", "5s")
                .option("readTimeout", "10s")
                .save(job.toString());
    }

    private boolean answered(SparkSession spark, Duration interval) {
        List<Row> rows = spark.read()
                .format("openai-batch")
                .option("apiToken", EmulatorControl.TOKEN)
                .option("pollInterval", interval.toSeconds() + "s")
                .option("waitTimeout", Math.max(1, left().toSeconds()) + "s")
                .load(job.toString())
                .select("status", "output")
                .collectAsList();
        return rows.size() == WorldTrial.ROWS
                && rows.stream().allMatch(row -> row.getString(0).equals("succeeded") && !row.isNullAt(1));
    }

    private int look(Path jar) {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-jar",
                jar.toString(),
                "advance",
                job.toString());
        command.environment().put("NONE", EmulatorControl.TOKEN);
        File log = job.resolveSibling("advance.log").toFile();
        try {
            Process process = command.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
            if (!process.waitFor(LONGEST_LOOK.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("one look took more than " + LONGEST_LOOK);
            }
            return process.exitValue();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private WorldRun told(WorldWay way, Duration interval, String wrong) {
        String why = wrong.isEmpty() || error.isEmpty() ? wrong : wrong + "; last error: " + error;
        String end = isOver() && !wrong.isEmpty() ? "no end within " + bound + ": " + why : why;
        return new WorldRun(world.name(), way, interval, spent().toSeconds(), looks, control.calls(), again, end);
    }

    private Duration spent() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Duration left() {
        return bound.minus(spent());
    }

    private boolean isOver() {
        return left().isNegative();
    }

    @Override
    public void close() {
        emulator.close();
    }
}
