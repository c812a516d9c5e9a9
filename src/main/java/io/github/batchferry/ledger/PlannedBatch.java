package io.github.batchferry.ledger;

import java.util.List;

/**
 * A batch to buy: its lines in the order in which they are uploaded.
 *
 * @param number names the batch within the job, from 1
 * @param attempt which purchase of these lines it is, from 1
 * @param round how many batches with these lines failed validation since the last one that ran
 * @param tokens an estimate of the prompt tokens
 */
public record PlannedBatch(
        int number,
        String model,
        String endpoint,
        int attempt,
        int round,
        int requests,
        long bytes,
        long tokens,
        List<LineRange> lines) {
    public PlannedBatch {
        lines = List.copyOf(lines);
    }
}
