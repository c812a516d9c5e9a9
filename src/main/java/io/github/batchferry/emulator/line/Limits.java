package io.github.batchferry.emulator.line;

import java.util.Map;

/**
 * The limits that the emulator holds its users to.
 *
 * @param requests lines in a batch
 * @param bytes of a batch's input file
 * @param embeddingInputs inputs in a batch, summed over its lines
 * @param enqueuedTokens by model, over the open batches of a project; a quarter of the bytes of all bodies counts as
 *     tokens; models that are not named here have no limit
 * @param enqueuedEmbeddingRequests requests in the open embeddings batches of a project and model
 * @param batchesPerHour created by one project
 */
public record Limits(
        long requests,
        long bytes,
        long embeddingInputs,
        Map<String, Long> enqueuedTokens,
        long enqueuedEmbeddingRequests,
        int batchesPerHour) {
    /** What the provider documents. */
    public static final Limits DOCUMENTED = new Limits(50_000, 209_715_200, 50_000, Map.of(), 1_000_000, 2_000);

    public Limits {
        enqueuedTokens = Map.copyOf(enqueuedTokens);
    }

    public Limits withRequests(long limit) {
        return new Limits(limit, bytes, embeddingInputs, enqueuedTokens, enqueuedEmbeddingRequests, batchesPerHour);
    }

    public Limits withBytes(long limit) {
        return new Limits(requests, limit, embeddingInputs, enqueuedTokens, enqueuedEmbeddingRequests, batchesPerHour);
    }

    public Limits withEmbeddingInputs(long limit) {
        return new Limits(requests, bytes, limit, enqueuedTokens, enqueuedEmbeddingRequests, batchesPerHour);
    }

    public Limits withEnqueuedTokens(Map<String, Long> limit) {
        return new Limits(requests, bytes, embeddingInputs, limit, enqueuedEmbeddingRequests, batchesPerHour);
    }

    public Limits withEnqueuedEmbeddingRequests(long limit) {
        return new Limits(requests, bytes, embeddingInputs, enqueuedTokens, limit, batchesPerHour);
    }

    public Limits withBatchesPerHour(int limit) {
        return new Limits(requests, bytes, embeddingInputs, enqueuedTokens, enqueuedEmbeddingRequests, limit);
    }
}
