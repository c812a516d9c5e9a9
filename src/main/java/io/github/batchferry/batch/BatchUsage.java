package io.github.batchferry.batch;

/** {@code usage} of a batch, all its requests together; -1 where it does not say. */
public record BatchUsage(long inputTokens, long cachedTokens, long outputTokens, long reasoningTokens) {}
