package io.github.batchferry.request.endpoint;

/**
 * How a prompt stands in a body that has images, and how they follow it. All of it is ASCII.
 *
 * @param prompt whose {@code close} is what stands between the prompt and the first image
 * @param most how many images there may be
 */
public record ImageFrame(PromptFrame prompt, String beforeImage, String afterImage, String close, int most) {
    /** A part of a content with the URL in an object. */
    static final String IMAGE_URL = "{\"type\":\"image_url\",\"image_url\":{\"url\":";

    /** For as many images as the server takes. */
    ImageFrame(PromptFrame prompt, String beforeImage, String afterImage, String close) {
        this(prompt, beforeImage, afterImage, close, Integer.MAX_VALUE);
    }
}
