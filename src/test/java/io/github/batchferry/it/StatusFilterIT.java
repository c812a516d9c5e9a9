package io.github.batchferry.it;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Filters on the status give the right rows, whether the scan takes them over or Spark applies them. */
@ExtendWith(SparkExtension.class)
class StatusFilterIT {
    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    @Test
    void aFilterOnTheStatusIsTakenOver(SparkSession spark) {
        Dataset<Row> results = results(spark);
        results.createOrReplaceTempView("filtered");
        Map<String, Integer> filters = Map.of(
                "status = 'failed'", 2,
                "status != 'failed'", 18,
                "status IN ('failed', 'expired')", 2,
                "status NOT IN ('failed', 'expired')", 18,
                "status IS NOT NULL AND status = 'succeeded'", 18,
                "status = 'failed' AND id > 5", 1,
                "status = 'failed' AND status = 'succeeded'", 0,
                "status = 'no such'", 0);
        filters.forEach((filter, rows) -> {
            assertThat(results.where(filter).collectAsList()).as(filter).hasSize(rows);
            String plan = spark.sql("EXPLAIN SELECT id FROM filtered WHERE " + filter)
                    .first()
                    .getString(0);
            assertThat(plan.contains("status in [") || plan.contains("LocalTableScan <empty>"))
                    .as(plan)
                    .isTrue();
        });
    }

    @Test
    void aFilterThatIsNotTakenOverIsRightToo(SparkSession spark) {
        Dataset<Row> results = results(spark);
        Map<String, Integer> filters = Map.of(
                "status <=> 'failed'", 2,
                "status IS NULL", 0,
                "status LIKE 'f%'", 2,
                "status = 'failed' OR id = 0", 3,
                "upper(status) = 'FAILED'", 2,
                "'succeeded' = status", 18);
        filters.forEach((filter, rows) ->
                assertThat(results.where(filter).collectAsList()).as(filter).hasSize(rows));
    }

    /** 20 rows, of which 3 and 13 fail. */
    private Dataset<Row> results(SparkSession spark) {
        Dataset<Row> rows = Prompts.of(spark, 20, 2).withColumn("prompt", expr("if(id % 10 = 3, null, prompt)"));
        server.write(rows).save(server.job("job"));
        return server.results(server.job("job"));
    }
}
