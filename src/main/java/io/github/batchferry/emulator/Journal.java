package io.github.batchferry.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.batchferry.emulator.file.KeptFile;
import io.github.batchferry.emulator.line.Json;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All changes of state as lines of JSON. A change is made once its line is written whole; a torn last line, as a kill
 * leaves it, is no change.
 */
final class Journal implements Closeable {
    private final Path path;
    private OutputStream sink = OutputStream.nullOutputStream();

    Journal(Path path) {
        this.path = path;
    }

    void replay(Consumer<Change> each) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (BufferedReader reader = Files.newBufferedReader(path)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                Change change;
                try {
                    change = Json.MAPPER.readValue(line, Change.class);
                } catch (JsonProcessingException e) {
                    if (reader.readLine() == null) {
                        return;
                    }
                    throw new IOException("line in the middle of " + path + " is damaged: " + e.getOriginalMessage());
                }
                each.accept(change);
            }
        }
    }

    /** Replaces all that was written by these changes, and opens the journal for more. */
    void begin(Iterable<Change> state) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".next");
        try (OutputStream out = Files.newOutputStream(next)) {
            for (Change change : state) {
                out.write(line(change));
            }
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sink = Files.newOutputStream(path, StandardOpenOption.APPEND);
    }

    void append(Change change) {
        try {
            sink.write(line(change));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }

    private static byte[] line(Change change) {
        byte[] json = Json.bytes(change);
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    /**
     * One change, made as a whole.
     *
     * @param starts how often an emulator was started on this directory
     */
    record Change(
            @Nullable Long starts,
            @Nullable BatchRecord batch,
            @Nullable List<KeptFile> files,
            @Nullable String gone) {
        static Change started(long starts) {
            return new Change(starts, null, null, null);
        }

        static Change file(KeptFile file) {
            return new Change(null, null, List.of(file), null);
        }

        static Change gone(String fileId) {
            return new Change(null, null, null, fileId);
        }

        static Change batch(BatchRecord batch) {
            return new Change(null, batch, null, null);
        }

        static Change ended(BatchRecord batch, List<KeptFile> files) {
            return new Change(null, batch, files, null);
        }
    }
}
