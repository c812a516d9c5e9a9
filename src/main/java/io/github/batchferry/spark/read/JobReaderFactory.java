package io.github.batchferry.spark.read;

import io.github.batchferry.price.ProviderPrices;
import io.github.batchferry.spark.StoreHandle;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Goes to the executors; holds no secret.
 *
 * @param prices none where no column needs them
 */
record JobReaderFactory(
        StoreHandle directory, JobLayout layout, StructType required, StatusFilter filter, ProviderPrices prices)
        implements PartitionReaderFactory {
    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        return new JobReader(directory.open(), layout, required, filter, prices, (SnapshotPartition) partition);
    }

    @Override
    public String toString() {
        return "openai-batch reader";
    }
}
