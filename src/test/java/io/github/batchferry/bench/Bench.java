package io.github.batchferry.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/** {@code dev/bench}; its first argument says what is measured. */
final class Bench {
    private Bench() {}

    public static void main(String[] words) {
        Arguments given = new Arguments(Arrays.asList(words).subList(1, words.length));
        Path directory = given.directory();
        boolean passed = false;
        try {
            long rows = given.number("--rows", 1_000_000);
            switch (words[0]) {
                case "write" ->
                    on(directory, spark -> new WriteBench(spark, new Source(spark, directory, rows), directory).run());
                case "read" ->
                    on(directory, spark -> new ReadBench(spark, new Source(spark, directory, rows), directory).run());
                case "typed" ->
                    on(directory, spark -> new TypedBench(spark, new Source(spark, directory, rows), directory).run());
                case "embeddings" -> on(directory, spark -> embeddings(spark, given, directory));
                case "memory" ->
                    on(directory, spark -> new MemoryBench(spark, new Source(spark, directory, rows), directory).run());
                case "poll" ->
                    on(
                            directory,
                            spark -> new PollBench(spark, directory, given.numbers("--batches", 100, 500, 2000)).run());
                case "scale" ->
                    new ScaleBench(
                                    directory,
                                    (int) given.number("--batches", 2000),
                                    (int) given.number("--rows", 100),
                                    (int) given.number("--full", 10))
                            .run();
                case "far" ->
                    new FarBench(
                                    directory,
                                    (int) given.number("--rows", 200_000),
                                    (int) given.number("--transfers", 8),
                                    System.getProperty("batchferry.python"),
                                    System.getProperty("batchferry.script"))
                            .run();
                case "schedule" -> new ScheduleBench(directory, given.number("--seed", 1)).run();
                case "worlds" -> worlds(given, directory);
                case "soak" -> new Soak(directory, given.number("--minutes", 10), given.number("--seed", 1)).run();
                default -> throw new IllegalArgumentException("unknown benchmark " + words[0]);
            }
            passed = true;
        } finally {
            if (!given.keeps()) {
                Trees.delete(directory);
            }
        }
        System.exit(passed ? 0 : 1);
    }

    private static void embeddings(SparkSession spark, Arguments given, Path directory) {
        long once = given.number("--once", 0);
        if (once > 0) {
            new EmbeddingsBench(spark, new Source(spark, directory, once), directory).runOnce();
        } else {
            long rows = given.number("--rows", 20_000);
            new EmbeddingsBench(spark, new Source(spark, directory, rows), directory).run();
        }
    }

    private static void worlds(Arguments given, Path directory) {
        WorldsBench bench = new WorldsBench(
                directory,
                WorldCase.all(given.text("--world", ""), given.number("--seed", 0), given.number("--seeds", 100)),
                Duration.ofMinutes(given.number("--minutes", 15)));
        List<String> ways = List.of(given.text("--ways", "virtual,process,read").split(","));
        if (ways.contains("virtual")) {
            bench.inVirtualTime();
        }
        if (ways.contains("process")) {
            bench.byProcesses();
        }
        if (ways.contains("read")) {
            on(directory, bench::bySpark);
        }
        bench.conclude();
    }

    private static void on(Path directory, Consumer<SparkSession> bench) {
        SparkSession spark = session(directory);
        try {
            bench.accept(spark);
        } finally {
            spark.stop();
        }
    }

    private static SparkSession session(Path directory) {
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .appName("batchferry bench")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.session.timeZone", "UTC")
                .config(
                        "spark.sql.warehouse.dir",
                        directory.resolve("warehouse").toString())
                .config("spark.sql.files.minPartitionNum", Source.PARTITIONS)
                .getOrCreate();
        spark.sparkContext().setLogLevel("ERROR");
        return spark;
    }
}
