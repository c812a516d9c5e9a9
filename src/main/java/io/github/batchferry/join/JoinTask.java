package io.github.batchferry.join;

import io.github.batchferry.ledger.Reason;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What one task reads: neighbouring runs of rows, and the batches that hold their requests.
 *
 * @param unplanned what is said of rows that are in no batch
 */
public record JoinTask(List<RowsSlice> slices, Map<Integer, BatchAnswers> batches, Reason unplanned)
        implements Serializable {
    @Override
    public String toString() {
        return slices.size() + " slices of " + batches.size() + " batches";
    }
}
