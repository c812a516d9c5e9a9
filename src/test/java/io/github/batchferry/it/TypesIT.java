package io.github.batchferry.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The input's own columns come back as they went, whatever their types. */
@ExtendWith(SparkExtension.class)
class TypesIT {
    private static final List<String> VALUES = List.of(
            "id % 2 = 0",
            "cast(id as byte)",
            "cast(id as short)",
            "cast(id as int)",
            "cast(id as float) / 3",
            "id / 7D",
            "cast(id / 3 as decimal(9, 4))",
            "cast(id as decimal(38, 18)) / 3",
            "concat('text \u00e9\u4e2d\ud83d\ude00 ', id)",
            "encode(concat('bytes ', id), 'UTF-8')",
            "date_add(date'2026-01-31', cast(id as int))",
            "timestamp'2026-03-29 01:30:00.123456' + make_interval(0, 0, 0, 0, cast(id as int))",
            "timestamp_ntz'1582-10-04 23:59:59.999999'",
            "array(id, null, id * 2)",
            "array(named_struct('x', id, 'y', array('a', null)))",
            "map('k', id, 'l', null)",
            "map(id, named_struct('deep', map('a', array(id))))",
            "named_struct('a', id, 'b', named_struct('c', cast(null as string), 'd', 1.5BD))",
            "cast(array() as array<int>)",
            "null");

    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    @Test
    void everyTypeComesBackAsItWent(SparkSession spark) {
        Dataset<Row> rows = Prompts.of(spark, 9, 3);
        for (int i = 0; i < VALUES.size(); i++) {
            String value = VALUES.get(i);
            rows = rows.selectExpr("*", value + " AS v" + i, "if(id % 3 = 0, null, " + value + ") AS n" + i);
        }
        server.write(rows).save(server.job("job"));
        Dataset<Row> results = server.results(server.job("job"));
        assertThat(results.where("status = 'succeeded'").count()).isEqualTo(9);
        Dataset<Row> back = results.drop("custom_id", "status", "output", "error", "usage", "response");
        assertThat(back.schema()).isEqualTo(rows.schema());
        assertThat(back.collectAsList()).isEqualTo(rows.collectAsList());
    }

    @Test
    void aColumnMayBeNamedInAnyWay(SparkSession spark) {
        Dataset<Row> rows = Prompts.of(spark, 3, 1)
                .withColumnRenamed("id", "a.b c`\u4e2d")
                .withColumnRenamed("prompt", "Prompt \"x\"");
        server.write(rows).option("promptColumn", "Prompt \"x\"").save(server.job("job"));
        Dataset<Row> results = server.results(server.job("job"));
        assertThat(results.columns()).startsWith("a.b c`\u4e2d", "Prompt \"x\"");
        assertThat(results.collectAsList()).extracting(row -> row.getLong(0)).containsExactly(0L, 1L, 2L);
        assertThat(results.collectAsList())
                .allSatisfy(row -> assertThat(row.<String>getAs("output")).isEqualTo(Prompts.answer(row.getLong(0))));
    }

    @Test
    void aPrefixKeepsOurColumnsApartFromTheInputs(SparkSession spark) {
        Dataset<Row> rows = Prompts.of(spark, 3, 1).selectExpr("*", "'mine' AS status", "'mine too' AS output");
        server.write(rows).option("resultPrefix", "answer_").save(server.job("job"));
        Dataset<Row> results = server.results(server.job("job"));
        assertThat(results.where("answer_status = 'succeeded' AND status = 'mine' AND output = 'mine too'")
                        .count())
                .isEqualTo(3);
        assertThat(results.where("status = 'succeeded'").count()).isZero();
        assertThat(results.select("answer_output").first().getString(0)).isEqualTo(Prompts.answer(0));
    }
}
