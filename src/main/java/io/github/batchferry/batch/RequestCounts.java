package io.github.batchferry.batch;

/**
 * {@code request_counts} of a batch: all zero while it is validated, {@code total} 0 where validation failed and -1 where
 * the server gives none.
 */
public record RequestCounts(long total, long completed, long failed) {}
