package io.github.batchferry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** {@code dev/bench write|read|memory [--rows N] [--keep DIR]}. */
final class Bench {
    private Bench() {}

    public static void main(String[] arguments) throws IOException {
        long rows = 1_000_000;
        Path keep = null;
        for (int i = 1; i + 1 < arguments.length; i += 2) {
            switch (arguments[i]) {
                case "--rows" -> rows = Long.parseLong(arguments[i + 1]);
                case "--keep" -> keep = Path.of(arguments[i + 1]).toAbsolutePath();
                default -> throw new IllegalArgumentException("unknown argument " + arguments[i]);
            }
        }
        Path directory = keep == null ? Files.createTempDirectory("batchferry-bench") : keep;
        Files.createDirectories(directory);
        SparkSession spark = session(directory);
        boolean passed = false;
        try {
            Source source = new Source(spark, directory, rows);
            switch (arguments[0]) {
                case "write" -> new WriteBench(spark, source, directory).run();
                case "read" -> new ReadBench(spark, source, directory).run();
                case "memory" -> new MemoryBench(spark, source, directory).run();
                default -> throw new IllegalArgumentException("unknown benchmark " + arguments[0]);
            }
            passed = true;
        } finally {
            spark.stop();
            if (keep == null) {
                Trees.delete(directory);
            }
        }
        System.exit(passed ? 0 : 1);
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
