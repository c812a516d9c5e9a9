package io.github.batchferry.spark.read;

import io.github.batchferry.ledger.Reason;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * What one task reads: neighbouring runs of rows, and the batches that hold their requests.
 *
 * @param unplanned what is said of rows that are in no batch
 */
record SnapshotPartition(List<RowsSlice> slices, Map<Integer, BatchAnswers> batches, Reason unplanned)
        implements InputPartition {
    @Override
    public String toString() {
        return slices.size() + " slices of " + batches.size() + " batches";
    }
}
