package io.github.batchferry.request;

import org.jspecify.annotations.Nullable;

/**
 * How an endpoint's answer body is built.
 *
 * @param inputTokens key under {@code usage}, whose details stand under the same key with {@code _details} appended
 * @param outputTokens as {@link #inputTokens}, absent where the endpoint generates nothing
 */
public record AnswerShape(
        Kind kind, String inputTokens, @Nullable String outputTokens) {
    /** Where in the body the answer stands. */
    public enum Kind {
        /** In {@code choices[].message}; the choice of the lowest index is the answer. */
        CHOICES,
        /** In {@code output[].content[]}; the texts are one after another the answer. */
        ITEMS,
        /** In {@code data[].embedding}, one vector for each input. */
        VECTORS
    }
}
