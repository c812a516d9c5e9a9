package io.github.batchferry.job;

/**
 * The limits under which a job buys.
 *
 * @param requestsPerBatch how far small neighbours are packed into one batch
 */
public record LimitTerms(
        int requestsPerBatch, int maxRequestsPerBatch, long maxBytesPerBatch, Packing packing, OnDoubt onDoubt) {
    /** Whether several shards may share a batch. */
    public enum Packing {
        NEIGHBOURS,
        NONE
    }

    /** What becomes of a purchase of which nobody can tell whether it happened. */
    public enum OnDoubt {
        /** It waits for {@code resolve}. */
        HOLD,
        /** Its input file is deleted, so that a late request fails unpaid, and it is bought anew. */
        FENCE
    }
}
