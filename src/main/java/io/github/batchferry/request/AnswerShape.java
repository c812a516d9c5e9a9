package io.github.batchferry.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where things stand in an endpoint's answer body. A path is a list of object keys; an array on the way stands for all
 * its elements ({@link #firstOnly}: for its first one), and several hits are concatenated.
 *
 * @param output path of the text or the vector
 * @param outputType the {@code type} that the object around the last key must have, where there are others beside it
 * @param finishReason path of the reason why generation ended
 * @param inputTokens key under {@code usage}, whose details stand under the same key with {@code _details} appended
 * @param outputTokens as {@link #inputTokens}, absent where the endpoint generates nothing
 */
public record AnswerShape(
        List<String> output,
        @Nullable String outputType,
        boolean firstOnly,
        List<String> finishReason,
        String inputTokens,
        @Nullable String outputTokens) {
    public AnswerShape {
        output = List.copyOf(output);
        finishReason = List.copyOf(finishReason);
    }
}
