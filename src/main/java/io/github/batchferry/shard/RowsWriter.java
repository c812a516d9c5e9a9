package io.github.batchferry.shard;

import io.github.batchferry.request.LineBuffer;
import io.github.batchferry.request.Rejection;
import io.github.batchferry.store.SealedOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a {@code .rows} file; {@link RowsReader} has its layout. Remembers up to 64 places where reading may start,
 * evenly spread, by doubling the distance between them.
 */
final class RowsWriter {
    private static final int FLUSH_AT = 256 << 10;
    private static final int MAX_SPLITS = 64;

    private final SealedOutput file;
    private final LineBuffer buffer = new LineBuffer(FLUSH_AT + (64 << 10));
    private final List<RowSplit> splits = new ArrayList<>();
    private long flushed;
    private long rows;
    private long failed;
    private long rowsPerSplit = 4096;

    RowsWriter(OutputStream file, byte[] header) {
        this.file = new SealedOutput(file);
        buffer.raw(RowsReader.MAGIC);
        buffer.integer(header.length);
        buffer.integer(0);
        buffer.raw(header);
        pad();
    }

    void add(int shard, int line, byte[] row, int offset, int length) throws IOException {
        split();
        buffer.integer(shard);
        buffer.integer(line);
        buffer.integer(length);
        buffer.integer(0);
        finish(row, offset, length);
    }

    void addFailed(Rejection reason, byte[] row, int offset, int length) throws IOException {
        split();
        byte[] text =
                (reason.code() + '\0' + reason.param() + '\0' + reason.message()).getBytes(StandardCharsets.UTF_8);
        buffer.integer(-1);
        buffer.integer(-1);
        buffer.integer(length);
        buffer.integer(text.length);
        buffer.raw(text);
        pad();
        failed++;
        finish(row, offset, length);
    }

    long rows() {
        return rows;
    }

    StagedPart close(int part, String path, List<StagedShard> shards, @Nullable StagedImages images)
            throws IOException {
        flush();
        file.close();
        return new StagedPart(
                part,
                path,
                rows,
                failed,
                file.bytes(),
                file.crc32c(),
                List.copyOf(splits),
                List.copyOf(shards),
                images);
    }

    void abort() {
        try {
            file.close();
        } catch (IOException e) {
            // The file is deleted right after; what could not be written to it does not matter.
        }
    }

    private void finish(byte[] row, int offset, int length) throws IOException {
        buffer.write(row, offset, length);
        pad();
        rows++;
        if (buffer.length() >= FLUSH_AT) {
            flush();
        }
    }

    private void split() {
        if (rows % rowsPerSplit != 0) {
            return;
        }
        if (splits.size() == MAX_SPLITS) {
            for (int i = 1; i < splits.size(); i++) {
                splits.remove(i);
            }
            rowsPerSplit *= 2;
        }
        if (rows % rowsPerSplit == 0) {
            splits.add(new RowSplit(rows, flushed + buffer.length()));
        }
    }

    private void pad() {
        while ((buffer.length() & 7) != 0) {
            buffer.raw((byte) 0);
        }
    }

    private void flush() throws IOException {
        file.write(buffer.bytes(), 0, buffer.length());
        flushed += buffer.length();
        buffer.truncate(0);
    }
}
