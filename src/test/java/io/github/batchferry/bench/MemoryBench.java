package io.github.batchferry.bench;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

final class MemoryBench {
    MemoryBench(SparkSession spark, Source source, Path directory) {}

    void run() {}
}
