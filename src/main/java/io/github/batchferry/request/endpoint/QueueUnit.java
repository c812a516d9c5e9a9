package io.github.batchferry.request.endpoint;

/** What a server counts of the batches that wait. */
public enum QueueUnit {
    TOKENS,
    /** Tokens, and requests as well. */
    REQUESTS
}
