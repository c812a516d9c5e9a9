package io.github.batchferry.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The limits under which a job buys.
 *
 * @param requestsPerBatch how far small neighbours are packed into one batch
 * @param maxTokensPerBatch absent where only the model's queue limits a batch
 * @param enqueuedTokenLimit prompt tokens of one model that may be in batches which have not ended, all jobs of the
 *     project together; absent until it is given, or learned from a refusal
 * @param maxAttempts how often a line is bought that keeps getting no answer
 * @param resultPatienceSeconds how long an ended batch is looked at whose results are not complete; 0 for the default
 * @param parallelTransfers how many files are on their way to or from the server at once; 0 for the default
 */
public record LimitTerms(
        int requestsPerBatch,
        int maxRequestsPerBatch,
        long maxBytesPerBatch,
        @Nullable Long maxTokensPerBatch,
        @Nullable Long enqueuedTokenLimit,
        int maxBatchesPerHour,
        int maxAttempts,
        Packing packing,
        OnDoubt onDoubt,
        InputFiles inputFiles,
        long resultPatienceSeconds,
        int parallelTransfers) {
    private static final long DEFAULT_PATIENCE = 3600;
    private static final int DEFAULT_TRANSFERS = 8;

    public LimitTerms {
        resultPatienceSeconds = resultPatienceSeconds > 0 ? resultPatienceSeconds : DEFAULT_PATIENCE;
        parallelTransfers = parallelTransfers > 0 ? parallelTransfers : DEFAULT_TRANSFERS;
    }

    /** What bounds the size of a batch, for people. */
    public String shown(@Nullable Long queue) {
        return "maxBytesPerBatch " + maxBytesPerBatch
                + (maxTokensPerBatch == null ? "" : ", maxTokensPerBatch " + maxTokensPerBatch)
                + (queue == null ? "" : ", enqueued token limit " + queue);
    }

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

    /** What becomes of the input files of collected batches at the provider. */
    public enum InputFiles {
        DELETE,
        KEEP
    }
}
