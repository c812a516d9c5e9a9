package io.github.batchferry.batch;

import java.io.IOException;
import java.io.OutputStream;

/**
 * What is uploaded.
 *
 * @param filename ends as its purpose demands: {@code .jsonl} for a batch
 * @param bytes its exact length
 */
public record InputFile(String filename, Purpose purpose, long bytes, Content content) {
    /** The lines of a batch. */
    public InputFile(String filename, long bytes, Content content) {
        this(filename, Purpose.BATCH, bytes, content);
    }

    public InputFile withContent(Content other) {
        return new InputFile(filename, purpose, bytes, other);
    }

    /** What a file is for, in the API's words. */
    public enum Purpose {
        BATCH("batch"),
        /** Images that requests name by their ids: OpenAI's API reference, files/create. */
        VISION("vision");

        private final String word;

        Purpose(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** Writes the whole content; may be called again when an upload is tried again. Does not close the sink. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream sink) throws IOException;
    }
}
