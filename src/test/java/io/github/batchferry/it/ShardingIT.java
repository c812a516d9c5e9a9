package io.github.batchferry.it;

import static org.apache.spark.sql.functions.array_repeat;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a DataFrame's partitions become: as many batches as there must be, each within every limit, and none empty. */
@OnOneSpark
@ExtendWith(SparkExtension.class)
class ShardingIT {
    @RegisterExtension
    final Rehearsal server = new Rehearsal();

    @Test
    void fourPartitionsOfTenThousandRowsAreFourBatches(SparkSession spark) {
        server.keepBatchesOpen();
        server.write(Prompts.of(spark, 40_000, 4)).save(server.job("job"));
        assertThat(server.inputFiles()).extracting(this::requests).containsExactly(10_000L, 10_000L, 10_000L, 10_000L);
        assertThat(server.bill().batches()).isEqualTo(4);
    }

    @Test
    void twoHundredPartitionsOfHundredRowsAreTwoBatches(SparkSession spark) {
        server.keepBatchesOpen();
        server.write(Prompts.of(spark, 20_000, 200)).save(server.job("job"));
        assertThat(server.inputFiles()).extracting(this::requests).containsExactly(10_000L, 10_000L);
        assertThat(server.bill().batches()).isEqualTo(2);
    }

    @Test
    void withoutPackingEachPartitionIsABatch(SparkSession spark) {
        server.keepBatchesOpen();
        server.write(Prompts.of(spark, 20_000, 200)).option("packing", "false").save(server.job("job"));
        assertThat(server.inputFiles()).hasSize(200).extracting(this::requests).containsOnly(100L);
        assertThat(server.bill().batches()).isEqualTo(200);
    }

    @Test
    void aPartitionOfHundredTwentyThousandRowsIsThreeBatches(SparkSession spark) {
        server.keepBatchesOpen();
        server.write(Prompts.of(spark, 120_000, 1)).save(server.job("job"));
        assertThat(server.inputFiles()).extracting(this::requests).containsExactlyInAnyOrder(50_000L, 50_000L, 20_000L);
        assertThat(server.bill().batches()).isEqualTo(3);
    }

    @Test
    void aBatchHoldsRequestsForOneModelOnly(SparkSession spark) {
        Dataset<Row> mixed =
                Prompts.of(spark, 1_000, 4).withColumn("model", expr("if(id % 3 = 0, 'gpt-4o', 'gpt-6-luna')"));
        server.keepBatchesOpen();
        server.writeWithoutModel(mixed).option("modelColumn", "model").save(server.job("job"));
        assertThat(server.inputFiles())
                .allSatisfy(file -> assertThat(models(file)).hasSize(1))
                .extracting(this::requests)
                .containsExactlyInAnyOrder(334L, 666L);
        server.release();
        assertAllSucceed("job", 1_000);
        assertThat(server.results(server.job("job"))
                        .where("_model != concat(model, '-emulated')")
                        .count())
                .isZero();
    }

    @Test
    void aBatchStaysWithinItsBytes(SparkSession spark) {
        server.keepBatchesOpen();
        server.write(Prompts.of(spark, 1_000, 2))
                .option("maxBytesPerBatch", "20kB")
                .save(server.job("job"));
        assertThat(server.inputFiles())
                .hasSizeGreaterThan(5)
                .allSatisfy(file -> assertThat(file.path("bytes").asLong()).isBetween(1L, 20_000L));
        server.release();
        assertAllSucceed("job", 1_000);
    }

    @Test
    void everyInputOfAnEmbeddingCounts(SparkSession spark) {
        Dataset<Row> inputs = spark.range(0, 60, 1, 1)
                .select(
                        col("id"),
                        array_repeat(concat(lit("text "), col("id")), 2_000).as("input"));
        server.writeWithoutModel(inputs)
                .option("model", "text-embedding-3-small")
                .option("endpoint", "/v1/embeddings")
                .option("inputColumn", "input")
                .option("body.dimensions", "1")
                .save(server.job("job"));
        assertAllSucceed("job", 60);
        assertThat(server.batchSizes()).containsExactly(25, 25, 10);
    }

    @Test
    void anEmptyDataFrameBuysNothingAndComesBackEmpty(SparkSession spark) {
        server.write(Prompts.of(spark, 100, 2).where("id < 0")).save(server.job("job"));
        Dataset<Row> results = server.results(server.job("job"));
        assertThat(results.count()).isZero();
        assertThat(results.columns())
                .containsExactly("id", "prompt", "custom_id", "status", "output", "error", "usage", "response");
        assertThat(server.bill()).isEqualTo(new Bill(0, 0, 0, 0));
        assertThat(server.calls("POST /v1/files")).isZero();
    }

    @Test
    void aDataFrameWithoutPartitionsBuysNothing(SparkSession spark) {
        Dataset<Row> rows = spark.createDataFrame(List.of(), new StructType().add("prompt", "string"));
        assertThat(rows.javaRDD().getNumPartitions()).isZero();
        server.write(rows).save(server.job("job"));
        assertThat(server.results(server.job("job")).count()).isZero();
        assertThat(server.calls("POST /v1/files")).isZero();
    }

    @Test
    void aThousandPartitionsThatAreEmptyButForThreeAreOneBatch(SparkSession spark) {
        server.write(Prompts.of(spark, 3, 1_000)).save(server.job("job"));
        assertAllSucceed("job", 3);
        assertThat(server.batchSizes()).containsExactly(3);
    }

    @Test
    void emptyPartitionsBuyNothing(SparkSession spark) {
        server.write(Prompts.of(spark, 100, 10).where("id = 57 or id = 93"))
                .option("packing", "false")
                .save(server.job("job"));
        assertThat(server.results(server.job("job")).select("id").collectAsList().stream()
                        .map(row -> row.getLong(0)))
                .containsExactly(57L, 93L);
        assertThat(server.batchSizes()).containsExactly(1, 1);
    }

    private void assertAllSucceed(String job, long rows) {
        assertThat(server.results(server.job(job)).groupBy("status").count().collectAsList())
                .singleElement()
                .satisfies(row -> assertThat(row.mkString("=")).isEqualTo("succeeded=" + rows));
        assertThat(server.bill().requests()).isEqualTo(rows);
        assertThat(server.bill().mostOfOne()).isEqualTo(1);
    }

    private long requests(JsonNode file) {
        return server.content(file).lines().count();
    }

    private Set<String> models(JsonNode file) {
        return server.content(file)
                .lines()
                .map(line -> Rehearsal.json(line).path("body").path("model").asText())
                .collect(Collectors.toSet());
    }
}
