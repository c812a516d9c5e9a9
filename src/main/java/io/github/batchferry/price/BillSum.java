package io.github.batchferry.price;

import java.util.List;

/**
 * The sum of several batches.
 *
 * @param known what those cost of which it is known
 * @param failures what of it went into requests that have no answer
 * @param unknown how many batches are not in it, since nobody knows what they cost
 */
public record BillSum(int batches, Cost known, Cost failures, int unknown) {
    static BillSum of(List<BatchBill> batches) {
        Cost known = Cost.ZERO;
        Cost failures = Cost.ZERO;
        int unknown = 0;
        for (BatchBill batch : batches) {
            Cost cost = batch.cost();
            Cost failed = batch.failures();
            if (cost == null || failed == null) {
                unknown++;
            } else {
                known = known.plus(cost);
                failures = failures.plus(failed);
            }
        }
        return new BillSum(batches.size(), known, failures, unknown);
    }

    /** Whether nothing is known of any of them. */
    public boolean isUnknown() {
        return batches > 0 && unknown == batches;
    }
}
