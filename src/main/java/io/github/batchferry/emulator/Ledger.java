package io.github.batchferry.emulator;

import io.github.batchferry.emulator.file.Contents;
import io.github.batchferry.emulator.line.BodyKeeping;
import io.github.batchferry.emulator.line.Json;
import io.github.batchferry.emulator.line.Lines;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What was executed: one file of entries for each batch. The entries of a batch count once the batch has its results;
 * an execution that was broken off is done again and writes them anew, so that no line is billed twice for it.
 */
final class Ledger {
    private final Path directory;

    public Ledger(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    LedgerPages open(String batchId, BodyKeeping keeping) throws IOException {
        Files.deleteIfExists(whole(batchId));
        Files.deleteIfExists(brief(batchId));
        return new LedgerPages(keeping == BodyKeeping.KEEP ? whole(batchId) : brief(batchId), keeping);
    }

    void read(String batchId, Reader reader) throws IOException {
        if (Files.exists(whole(batchId))) {
            try (Lines lines = new Lines(whole(batchId))) {
                while (lines.next()) {
                    reader.accept(Json.MAPPER.readValue(lines.buffer(), lines.start(), lines.length(), Entry.class));
                }
            }
        } else if (Files.exists(brief(batchId))) {
            readBrief(brief(batchId), reader);
        }
    }

    private static void readBrief(Path path, Reader reader) throws IOException {
        try (DataInputStream in = new DataInputStream(
                new BufferedInputStream(new GZIPInputStream(Files.newInputStream(path), 1 << 13), 1 << 14))) {
            while (true) {
                int length;
                try {
                    length = in.readInt();
                } catch (EOFException e) {
                    return;
                }
                String customId = new String(in.readNBytes(length), StandardCharsets.UTF_8);
                reader.accept(new Entry(customId, null, null, in.readShort()));
            }
        }
    }

    private Path whole(String batchId) {
        return directory.resolve(Contents.name(batchId) + ".jsonl");
    }

    private Path brief(String batchId) {
        return directory.resolve(Contents.name(batchId) + ".brief");
    }

    /** Takes one entry after another. */
    @FunctionalInterface
    interface Reader {
        void accept(Entry entry) throws IOException;
    }

    /**
     * One executed line.
     *
     * @param line its number in the input file, from 1; null where bodies are forgotten
     * @param body SHA-256 of the bytes of its body; null where bodies are forgotten
     * @param status of its answer; a line is purchased where it is 2xx
     */
    record Entry(
            String customId,
            @Nullable Integer line,
            @Nullable String body,
            int status) {
        boolean purchases() {
            return status >= 200 && status < 300;
        }
    }
}
