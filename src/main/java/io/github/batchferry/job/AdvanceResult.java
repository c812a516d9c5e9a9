package io.github.batchferry.job;

import java.util.List;

/**
 * Where a job stands after one {@code advance()}.
 *
 * @param mayMove whether waiting can still change something: a batch that runs, or lines that wait to be bought
 */
public record AdvanceResult(List<BatchProgress> batches, boolean mayMove) {
    public AdvanceResult {
        batches = List.copyOf(batches);
    }

    /** One line for a log: how many batches and requests are where. */
    public String summary() {
        long total = batches.stream().mapToLong(BatchProgress::total).sum();
        long completed = batches.stream().mapToLong(BatchProgress::completed).sum();
        long failed = batches.stream().mapToLong(BatchProgress::failed).sum();
        long collected = batches.stream().filter(BatchProgress::collected).count();
        return collected + " of " + batches.size() + " batches collected, " + completed + " of " + total
                + " requests completed" + (failed > 0 ? ", " + failed + " failed" : "");
    }
}
