package io.github.batchferry.request.endpoint;

import org.jspecify.annotations.Nullable;

/**
 * How a prompt stands in a body that has images, and how they follow it. All of it is ASCII.
 *
 * @param prompt whose {@code close} is what stands between the prompt and the first image
 * @param beforeFileId stands before the id of an uploaded file in place of {@code beforeImage}; null where the endpoint
 *     takes no such ids
 * @param most how many images there may be
 */
public record ImageFrame(
        PromptFrame prompt,
        String beforeImage,
        @Nullable String beforeFileId,
        String afterImage,
        String close,
        int most) {
    /** A part of a content with the URL in an object. */
    static final String IMAGE_URL = "{\"type\":\"image_url\",\"image_url\":{\"url\":";

    /** For as many images as the server takes, by their addresses alone. */
    ImageFrame(PromptFrame prompt, String beforeImage, String afterImage, String close) {
        this(prompt, beforeImage, null, afterImage, close, Integer.MAX_VALUE);
    }

    /** For as many images as the server takes, by their addresses or the ids of their files. */
    ImageFrame(PromptFrame prompt, String beforeImage, String beforeFileId, String afterImage, String close) {
        this(prompt, beforeImage, beforeFileId, afterImage, close, Integer.MAX_VALUE);
    }

    public boolean takesFileIds() {
        return beforeFileId != null;
    }
}
