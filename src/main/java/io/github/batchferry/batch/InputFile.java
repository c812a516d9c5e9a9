package io.github.batchferry.batch;

import java.io.IOException;
import java.io.OutputStream;

/** What is uploaded: a name that ends in {@code .jsonl}, its exact length in bytes, and its content, repeatable. */
public record InputFile(String filename, long bytes, Content content) {
    /** Writes the whole content; may be called again when an upload is tried again. Does not close the sink. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream sink) throws IOException;
    }
}
