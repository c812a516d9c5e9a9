package io.github.batchferry.result;

/** Tokens of one answer; -1 where the answer does not say. */
public record Usage(int inputTokens, int cachedTokens, int outputTokens, int reasoningTokens, int totalTokens) {
    static final Usage UNKNOWN = new Usage(-1, -1, -1, -1, -1);
}
