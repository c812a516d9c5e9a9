package io.github.batchferry.request;

import java.io.IOException;

/** Takes the images that a line names by their hashes. */
@FunctionalInterface
public interface ImageSink {
    /** @param content to be read before the next row is prepared */
    void image(String sha256, Utf8 content) throws IOException;
}
