package io.github.batchferry.result;

import io.github.batchferry.request.endpoint.AnswerShape;
import io.github.batchferry.result.answer.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What several lines say that their requests used. A detail that a line does not give counts as 0.
 *
 * @param lines how many they are
 * @param cached which of the input tokens came out of a cache; {@code cacheWrite} which of them went into one
 * @param reasoning which of the output tokens nobody sees
 * @param imageInput which of the input tokens are those of images; {@code imageOutput} of the output tokens
 */
public record TokenSums(
        long lines,
        long input,
        long cached,
        long cacheWrite,
        long output,
        long reasoning,
        long total,
        long imageInput,
        long imageOutput) {
    public static final TokenSums NONE = new TokenSums(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * Of one line. Null where it does not say how long its prompt and its answer were, or where parts are more than the
     * whole: what cannot be read whole is not read at all.
     */
    public static @Nullable TokenSums of(Usage usage, AnswerShape shape) {
        long cached = known(usage.cachedTokens());
        long cacheWrite = known(usage.cacheWriteTokens());
        long imageInput = known(usage.imageInputTokens());
        long output = known(usage.outputTokens());
        long reasoning = known(usage.reasoningTokens());
        long imageOutput = known(usage.imageOutputTokens());
        boolean said = usage.inputTokens() >= 0 && (usage.outputTokens() >= 0 || shape.outputTokens() == null);
        if (!said || cached + cacheWrite + imageInput > usage.inputTokens() || reasoning + imageOutput > output) {
            return null;
        }
        return new TokenSums(
                1,
                usage.inputTokens(),
                cached,
                cacheWrite,
                output,
                reasoning,
                known(usage.totalTokens()),
                imageInput,
                imageOutput);
    }

    public TokenSums plus(TokenSums other) {
        return new TokenSums(
                lines + other.lines,
                input + other.input,
                cached + other.cached,
                cacheWrite + other.cacheWrite,
                output + other.output,
                reasoning + other.reasoning,
                total + other.total,
                imageInput + other.imageInput,
                imageOutput + other.imageOutput);
    }

    private static long known(int tokens) {
        return Math.max(0, tokens);
    }
}
