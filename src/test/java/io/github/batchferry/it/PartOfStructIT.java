package io.github.batchferry.it;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Spark asks a source for those fields of a struct that a query names; each must still be the right one. */
@ExtendWith(SparkExtension.class)
class PartOfStructIT {
    @RegisterExtension
    final Rehearsal rehearsal = new Rehearsal();

    @Test
    void aFieldOfAStructIsThatField(SparkSession spark) {
        Dataset<Row> rows = spark.range(0, 20, 1, 2)
                .select(
                        concat(lit("prompt "), col("id")).as("prompt"),
                        struct(lit("north").as("region"), col("id").as("number"))
                                .as("origin"));
        rehearsal.write(rows).save(rehearsal.job("job"));
        Dataset<Row> results = rehearsal.results(rehearsal.job("job"));

        for (Row row : results.select("usage.total_tokens", "usage", "origin.number", "prompt")
                .collectAsList()) {
            Row usage = row.getStruct(1);
            assertThat(row.getLong(0)).isEqualTo(usage.<Long>getAs("total_tokens"));
            assertThat(row.getString(3)).isEqualTo("prompt " + row.getLong(2));
        }
        assertThat(results.selectExpr("sum(usage.total_tokens) - sum(usage.input_tokens) - sum(usage.output_tokens)")
                        .first()
                        .getLong(0))
                .isZero();
        assertThat(results.selectExpr("sum(usage.total_tokens)").first().getLong(0))
                .isEqualTo(results.collectAsList().stream()
                        .mapToLong(row -> row.<Row>getAs("usage").<Long>getAs("total_tokens"))
                        .sum());
        assertThat(results.selectExpr("sum(origin.number)").first().getLong(0)).isEqualTo(190);
    }
}
