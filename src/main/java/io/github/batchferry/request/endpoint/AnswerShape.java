package io.github.batchferry.request.endpoint;

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
        /** In {@code choices[].message} or {@code choices[].text}; the first choice with an answer is the answer. */
        CHOICES,
        /** In {@code output[].content[]}; the texts are one after another the answer. */
        ITEMS,
        /** In {@code data[].embedding}, one vector for each input. */
        VECTORS,
        /** In {@code results[]}, one object for each input. */
        RESULTS,
        /** In {@code data[]}, one object for each image. */
        IMAGES,
        /** The body is the answer: a video, told by its {@code id}. */
        VIDEO
    }
}
