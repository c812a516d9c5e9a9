package io.github.batchferry.shard;

import io.github.batchferry.ExternalException;
import io.github.batchferry.request.Rejection;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import io.github.batchferry.store.SealedInput;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads a {@code .rows} file from one of its splits on. Layout, little-endian, everything padded to 8 bytes: magic,
 * header length, 0, header (JSON); then for each row: shard (-1: no request), line in the shard, length of the row,
 * length of the reason, the reason (code, param and message with NUL between), the row; then the checksums of {@link
 * SealedInput}, against which each block is held before anything in it is shown. Not thread-safe.
 */
public final class RowsReader implements Closeable {
    static final byte[] MAGIC = "BFROWS2\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD = 16;
    private static final int BLOCK = SealedInput.BLOCK;
    private static final int CHUNK = 4 * BLOCK;

    private final PositionedInput file;
    private final String name;
    private byte[] chunk = new byte[CHUNK + BLOCK];
    private ByteBuffer view = little(chunk);
    private long chunkStart;
    private int filled;
    private int at;
    private int shard;
    private int line;
    private int rowOffset;
    private int rowLength;
    private int reasonOffset;
    private int reasonLength;

    private RowsReader(PositionedInput file, String name) {
        this.file = file;
        this.name = name;
    }

    /**
     * @param bytes the length that the seal recorded
     * @throws ExternalException where the file has another length, or checksums that do not match themselves
     */
    public static RowsReader open(JobStore store, String name, long bytes) throws IOException {
        PositionedInput file = store.openPositioned(name);
        if (file.length() == bytes) {
            return new RowsReader(SealedInput.of(file, how -> damaged(name, how)), name);
        }
        long found = file.length();
        file.close();
        throw damaged(name, "it has " + found + " bytes instead of " + bytes);
    }

    /** The header that the writer gave, as JSON. */
    public static String header(PositionedInput file, String name) throws IOException {
        byte[] start = new byte[HEAD];
        if (file.length() < HEAD) {
            throw corrupt(name, 0);
        }
        file.readFully(0, start, 0, HEAD);
        int length = little(start).getInt(MAGIC.length);
        for (int i = 0; i < MAGIC.length; i++) {
            if (start[i] != MAGIC[i]) {
                throw corrupt(name, i);
            }
        }
        if (length < 0 || length > file.length() - HEAD) {
            throw corrupt(name, MAGIC.length);
        }
        byte[] header = new byte[length];
        file.readFully(HEAD, header, 0, length);
        return new String(header, StandardCharsets.UTF_8);
    }

    public void seek(RowSplit split) {
        long inChunk = split.offset() - chunkStart;
        if (inChunk >= 0 && inChunk <= filled) {
            at = (int) inChunk;
            return;
        }
        at = (int) (split.offset() % BLOCK);
        chunkStart = split.offset() - at;
        filled = 0;
    }

    /** Moves to the next row; its bytes stand in {@link #bytes} until the next call. */
    public void next() throws IOException {
        require(HEAD);
        shard = view.getInt(at);
        line = view.getInt(at + 4);
        rowLength = view.getInt(at + 8);
        reasonLength = view.getInt(at + 12);
        if (rowLength < 0 || reasonLength < 0 || shard < -1) {
            throw corrupt(name, chunkStart + at);
        }
        long size = HEAD + padded(reasonLength) + padded(rowLength);
        if (size > Math.min(file.length() - chunkStart - at, Integer.MAX_VALUE - 2 * CHUNK)) {
            throw corrupt(name, chunkStart + at);
        }
        require((int) size);
        reasonOffset = at + HEAD;
        rowOffset = reasonOffset + (int) padded(reasonLength);
        at += (int) size;
    }

    /** The ordinal of the shard that holds the row's request, -1 where it has none. */
    public int shard() {
        return shard;
    }

    public int line() {
        return line;
    }

    public Rejection rejection() {
        String[] reason = new String(chunk, reasonOffset, reasonLength, StandardCharsets.UTF_8).split("\0", 3);
        return new Rejection(reason[0], reason[2], reason[1]);
    }

    public byte[] bytes() {
        return chunk;
    }

    public int offset() {
        return rowOffset;
    }

    public int length() {
        return rowLength;
    }

    /** The byte of the file at which the next row begins. */
    public long position() {
        return chunkStart + at;
    }

    /** Where the last row ends. */
    public long end() {
        return file.length();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Makes this many bytes from {@link #at} on stand in the chunk, which is filled by whole blocks. */
    private void require(int count) throws IOException {
        if (filled - at >= count) {
            return;
        }
        int passed = Math.min(at, filled);
        int kept = filled - passed;
        chunkStart += passed;
        at -= passed;
        int needed = at + count;
        byte[] target = needed > chunk.length - BLOCK ? new byte[needed + CHUNK] : chunk;
        System.arraycopy(chunk, passed, target, 0, kept);
        chunk = target;
        view = little(chunk);
        filled = kept;
        int room = (chunk.length - kept) / BLOCK * BLOCK;
        int more = (int) Math.min(room, file.length() - chunkStart - kept);
        if (kept + more < needed) {
            throw corrupt(name, chunkStart + at);
        }
        file.readFully(chunkStart + kept, chunk, kept, more);
        filled += more;
    }

    private static long padded(int length) {
        return (length + 7L) & ~7L;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ExternalException corrupt(String name, long offset) {
        return damaged(name, "it makes no sense at byte " + offset);
    }

    private static ExternalException damaged(String name, String how) {
        return ExternalException.damaged(
                "corrupt_rows",
                "the file of staged rows '" + name + "' is damaged: " + how
                        + ". It was changed or cut after it was sealed; restore it from a copy of the job directory");
    }
}
