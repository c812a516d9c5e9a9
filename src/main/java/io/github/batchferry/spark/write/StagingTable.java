package io.github.batchferry.spark.write;

import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;

final class StagingTable implements SupportsWrite {
    private final StructType schema;

    StagingTable(StructType schema) {
        this.schema = schema;
    }

    @Override
    public String name() {
        return "openai-batch";
    }

    @Override
    @SuppressWarnings("deprecation") // columns() came later than the oldest Spark that we serve
    public StructType schema() {
        return schema;
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_WRITE, TableCapability.ACCEPT_ANY_SCHEMA);
    }

    @Override
    public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
        return new StagingWriteBuilder(Staging.underWay(info.options().get(Staging.NAME)), info.schema());
    }
}
