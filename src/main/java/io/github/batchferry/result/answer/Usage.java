package io.github.batchferry.result.answer;

/** Tokens of one answer; -1 where the answer does not say. */
public record Usage(int inputTokens, int cachedTokens, int outputTokens, int reasoningTokens, int totalTokens) {
    public static final Usage UNKNOWN = new Usage(-1, -1, -1, -1, -1);
}
