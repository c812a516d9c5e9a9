package io.github.batchferry.shard;

import java.io.Serializable;

/** Where a shard ends: requests, bytes of the file, and embedding inputs. */
public record ShardLimits(int maxRequests, long maxBytes, int maxInputs) implements Serializable {
    /** "50,000 embedding inputs across all requests in the batch": OpenAI's Batch guide. */
    public static final int MAX_INPUTS = 50_000;
}
