package io.github.batchferry.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What was executed: one file of entries for each batch. The entries of a batch count once the batch has its results;
 * an execution that was broken off is done again and writes them anew, so that no line is billed twice for it.
 */
final class Ledger {
    private final Path directory;

    Ledger(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    Pages open(String batchId) throws IOException {
        return new Pages(batchId);
    }

    void read(String batchId, Reader reader) throws IOException {
        Path path = path(batchId);
        if (!Files.exists(path)) {
            return;
        }
        try (Lines lines = new Lines(path)) {
            while (lines.next()) {
                reader.accept(Json.MAPPER.readValue(lines.buffer(), lines.start(), lines.length(), Entry.class));
            }
        }
    }

    private Path path(String batchId) {
        return directory.resolve(batchId + ".jsonl");
    }

    /** Takes one entry after another. */
    @FunctionalInterface
    interface Reader {
        void accept(Entry entry) throws IOException;
    }

    /**
     * One executed line.
     *
     * @param line its number in the input file, from 1
     * @param body SHA-256 of the bytes of its body
     * @param status of its answer; a line is purchased where it is 2xx
     */
    record Entry(String customId, int line, String body, int status) {
        boolean purchases() {
            return status >= 200 && status < 300;
        }
    }

    /** The entries of one execution. They appear with {@link #finish}, all or none. */
    final class Pages implements Closeable {
        private final String batchId;
        private final Path part;
        private final OutputStream sink;

        private Pages(String batchId) throws IOException {
            this.batchId = batchId;
            this.part = directory.resolve(batchId + ".part");
            this.sink = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16);
        }

        void add(Entry entry) throws IOException {
            try {
                sink.write(Json.MAPPER.writeValueAsBytes(entry));
            } catch (JsonProcessingException e) {
                throw new IOException(e);
            }
            sink.write('\n');
        }

        void finish() throws IOException {
            sink.close();
            Files.move(part, path(batchId), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public void close() throws IOException {
            sink.close();
            Files.deleteIfExists(part);
        }
    }
}
