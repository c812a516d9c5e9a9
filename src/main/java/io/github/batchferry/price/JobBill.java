package io.github.batchferry.price;

import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a job cost: its collected batches, each attempt. What is still open is not in it.
 *
 * @param open batches that were bought, or may have been, and are not collected
 */
public record JobBill(List<BatchBill> batches, int open) {
    public JobBill {
        batches = List.copyOf(batches);
    }

    public static JobBill of(JobState job, ProviderPrices prices) {
        List<BatchBill> batches = new ArrayList<>();
        int open = 0;
        for (BatchState batch : job.batches()) {
            Event.Collected collected = batch.collected();
            String model = batch.planned().model();
            if (collected != null) {
                batches.add(BatchBill.of(model, collected, prices.of(model)));
            }
            open += batch.isOpen() ? 1 : 0;
        }
        return new JobBill(batches, open);
    }

    public BillSum total() {
        return BillSum.of(batches);
    }

    /** By name. */
    public Map<String, BillSum> models() {
        Map<String, List<BatchBill>> byModel = new TreeMap<>();
        batches.forEach(batch -> byModel.computeIfAbsent(batch.model(), model -> new ArrayList<>())
                .add(batch));
        Map<String, BillSum> sums = new TreeMap<>();
        byModel.forEach((model, some) -> sums.put(model, BillSum.of(some)));
        return sums;
    }
}
