package io.github.batchferry.spark.write;

import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;

final class StagingWriteBuilder implements WriteBuilder {
    private final Staging staging;
    private final StructType schema;

    StagingWriteBuilder(Staging staging, StructType schema) {
        this.staging = staging;
        this.schema = schema;
    }

    @Override
    public Write build() {
        return new Write() {
            @Override
            public String description() {
                return "openai-batch";
            }

            @Override
            public BatchWrite toBatch() {
                return new StagingBatchWrite(staging, schema);
            }
        };
    }
}
