package io.github.batchferry.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is compared with the same done by hand must come to the same rows. */
final class ByHand {
    private ByHand() {}

    static void requireEqual(Dataset<Row> theirs, Dataset<Row> ours) {
        Row wanted = sum(theirs);
        Row found = sum(ours);
        if (!wanted.equals(found)) {
            throw new IllegalStateException("the rows differ: " + found + " instead of " + wanted);
        }
    }

    static void noop(Dataset<Row> rows) {
        rows.write().format("noop").mode("overwrite").save();
    }

    private static Row sum(Dataset<Row> rows) {
        Column[] columns = Arrays.stream(rows.columns())
                .map(org.apache.spark.sql.functions::col)
                .toArray(Column[]::new);
        return rows.select(xxhash64(columns).cast("decimal(20,0)").as("hash"), col("output"))
                .selectExpr("count(*)", "count(output)", "sum(hash)")
                .first();
    }
}
