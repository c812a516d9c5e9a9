package io.github.batchferry.request;

/** How images that a row holds itself reach the server. Addresses of images always stand in the line. */
public enum ImageTransfer {
    /** As data URLs in the line. */
    INLINE,
    /** As files that are uploaded once for each distinct content, which the line names. */
    UPLOADED
}
