package io.github.batchferry.bench;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The rows that are asked: an id and a prompt of 360 hexadecimal digits, from Parquet in four files. */
final class Source {
    static final int PARTITIONS = 4;
    static final String MODEL = "gpt-4o-mini";
    static final String SYSTEM = "You are a careful assistant. Read the text below and name its topic in one word.";
    static final int MAX_TOKENS = 16;

    private final SparkSession spark;
    private final Path parquet;
    private final long rows;

    Source(SparkSession spark, Path directory, long rows) {
        this.spark = spark;
        this.rows = rows;
        this.parquet = directory.resolve("source-" + rows + ".parquet");
        if (!Files.exists(parquet.resolve("_SUCCESS"))) {
            spark.range(0, rows, 1, PARTITIONS)
                    .select(col("id"), prompt().as("prompt"))
                    .write()
                    .mode("overwrite")
                    .parquet(parquet.toString());
        }
    }

    long rows() {
        return rows;
    }

    /** {@code id}, {@code prompt}. */
    Dataset<Row> plain() {
        return spark.read().parquet(parquet.toString());
    }

    /** {@code id}, {@code custom_id}, {@code prompt}. */
    Dataset<Row> withIds() {
        return plain().select(col("id"), customId().as("custom_id"), col("prompt"));
    }

    /** The request lines of {@link #withIds}, as somebody would make them by hand. */
    Dataset<Row> lines() {
        Column system = struct(lit("system").as("role"), lit(SYSTEM).as("content"));
        Column user = struct(lit("user").as("role"), col("prompt").as("content"));
        return plain().select(
                        customId().as("custom_id"),
                        lit("POST").as("method"),
                        lit("/v1/chat/completions").as("url"),
                        struct(
                                        lit(MODEL).as("model"),
                                        lit(MAX_TOKENS).as("max_completion_tokens"),
                                        array(system, user).as("messages"))
                                .as("body"));
    }

    /** What asks for the same lines through the connector. */
    Map<String, String> options() {
        return Map.of(
                "model", MODEL,
                "systemPrompt", SYSTEM,
                "body.max_completion_tokens", Integer.toString(MAX_TOKENS));
    }

    private static Column customId() {
        return concat(lit("bench-0-"), col("id"));
    }

    private static Column prompt() {
        Column[] digests = new Column[6];
        for (int i = 0; i < digests.length; i++) {
            digests[i] = sha2(concat(col("id").cast("string"), lit("/" + i)).cast("binary"), 256);
        }
        return substring(concat(digests), 1, 360);
    }
}
