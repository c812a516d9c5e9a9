package io.github.batchferry.job.verify;

/**
 * What was held against the ledger and found to be as it was written.
 *
 * @param requests rows that have a request; the others have a reason why not
 * @param batches that were planned
 * @param answers requests with an answer, over all batches
 */
public record Verified(long entries, long files, long bytes, long rows, long requests, long batches, long answers) {}
