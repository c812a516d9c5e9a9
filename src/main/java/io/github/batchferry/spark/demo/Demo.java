package io.github.batchferry.spark.demo;

import io.github.batchferry.ExternalException;
import io.github.batchferry.UserException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** {@code ./demo [FILE] [--text COLUMN] [--ask INSTRUCTION]}. */
public final class Demo {
    private static final int ALL_ROWS = Integer.MAX_VALUE;
    private static final String USAGE = "usage: ./demo [FILE [--text COLUMN] [--ask INSTRUCTION]]";
    private static final String TRANSLATE = "Translate the text into English.";
    private static final String SENTIMENT = "What is the sentiment of the text, and how strong is it?";
    private static final String LABEL_AND_SCORE =
            "label STRING NOT NULL COMMENT 'one of: positive | negative | neutral', score DOUBLE NOT NULL COMMENT 'from 0 to 1'";

    private final PrintStream out;
    private final Path home;

    private Demo(PrintStream out, Path home) {
        this.out = out;
        this.home = home;
    }

    public static void main(String[] arguments) {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Path home = Path.of(System.getProperty("batchferry.home", "")).toAbsolutePath();
        int exitCode = 1;
        try {
            exitCode = new Demo(out, home).run(arguments);
        } catch (UserException | ExternalException e) {
            err.println("error: " + e.getMessage());
        } catch (RuntimeException e) {
            err.println("error: Spark could not run the job: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString()));
        }
        System.exit(exitCode);
    }

    private int run(String[] arguments) {
        List<DemoJob> jobs = arguments.length == 0 ? examples() : List.of(own(arguments));
        Path directory = home.resolve("target")
                .resolve("demo")
                .resolve(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now()));
        out.println("The answers below are made up by the emulator, a stand-in of the OpenAI Batch API that runs inside"
                + " this process.\nNothing leaves this machine and nothing costs money. Starting Spark …");
        boolean whole = true;
        try (SparkSession spark = session()) {
            out.println("Spark " + spark.version() + " runs.");
            for (DemoJob job : jobs) {
                whole &= job.run(spark, directory.resolve(job.name()), out);
            }
        }
        return whole ? 0 : 1;
    }

    private List<DemoJob> examples() {
        Path examples = home.resolve("conf").resolve("examples");
        return List.of(
                new DemoJob(
                        "translation",
                        "Japanese to English",
                        DataFile.of(examples.resolve("sentences_ja.jsonl").toString()),
                        "text",
                        TRANSLATE,
                        null,
                        List.of(),
                        ALL_ROWS),
                new DemoJob(
                        "sentiment",
                        "The sentiment of product reviews, as a struct",
                        DataFile.of(examples.resolve("reviews.csv").toString()),
                        "review",
                        SENTIMENT,
                        LABEL_AND_SCORE,
                        List.of("product", "stars"),
                        ALL_ROWS));
    }

    private static DemoJob own(String[] arguments) {
        List<String> files = new ArrayList<>();
        @Nullable String text = null;
        @Nullable String ask = null;
        for (int i = 0; i < arguments.length; i++) {
            boolean last = i + 1 == arguments.length;
            if (arguments[i].equals("--text") && !last) {
                text = arguments[++i];
            } else if (arguments[i].equals("--ask") && !last) {
                ask = arguments[++i];
            } else if (arguments[i].startsWith("--")) {
                throw new UserException("'" + arguments[i] + "' is unknown, or has no value. " + USAGE);
            } else {
                files.add(arguments[i]);
            }
        }
        if (files.size() != 1) {
            throw new UserException(
                    "one FILE is needed, but " + (files.isEmpty() ? "none" : files) + " was given. " + USAGE);
        }
        DataFile file = DataFile.of(files.get(0));
        return new DemoJob("own", files.get(0), file, text, ask == null ? TRANSLATE : ask, null, List.of(), 12);
    }

    private SparkSession session() {
        return SparkSession.builder()
                .master("local[*]")
                .appName("batchferry demo")
                .config("spark.ui.enabled", "false")
                .config("spark.ui.showConsoleProgress", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "2")
                .config(
                        "spark.sql.warehouse.dir",
                        home.resolve("target/warehouse").toString())
                .getOrCreate();
    }
}
