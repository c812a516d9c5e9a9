package io.github.batchferry.it;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** {@code id} from 0 on, and {@code prompt}, which differs from row to row. */
final class Prompts {
    private Prompts() {}

    static Dataset<Row> of(SparkSession spark, long rows, int partitions) {
        return spark.range(0, rows, 1, partitions)
                .select(col("id"), concat(lit("prompt "), col("id")).as("prompt"));
    }

    /** What the server answers to the prompt of this row. */
    static String answer(long id) {
        return "emulated answer to sha256:" + Hashes.sha256("prompt " + id);
    }
}
