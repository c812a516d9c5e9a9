package io.github.batchferry.spark.read;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.connector.read.InputPartition;

/** What one task reads: neighbouring runs of rows, and the batches that hold their requests. */
record SnapshotPartition(List<RowsSlice> slices, Map<Integer, BatchAnswers> batches) implements InputPartition {
    @Override
    public String toString() {
        return slices.size() + " slices of " + batches.size() + " batches";
    }
}
