package io.github.batchferry.result.answer;

/**
 * Tokens of one answer; -1 where the answer does not say.
 *
 * @param cachedTokens which of the input tokens came out of a cache; {@code cacheWriteTokens} which of them went into one
 * @param reasoningTokens which of the output tokens nobody sees
 * @param imageInputTokens which of the input tokens are those of images; {@code imageOutputTokens} of the output tokens
 */
public record Usage(
        int inputTokens,
        int cachedTokens,
        int outputTokens,
        int reasoningTokens,
        int totalTokens,
        int cacheWriteTokens,
        int imageInputTokens,
        int imageOutputTokens) {
    public static final int FIELDS = 8;
    public static final Usage UNKNOWN = new Usage(-1, -1, -1, -1, -1, -1, -1, -1);
}
