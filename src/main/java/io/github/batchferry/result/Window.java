package io.github.batchferry.result;

import io.github.batchferry.result.answer.Slice;
import io.github.batchferry.store.PositionedInput;
import java.io.IOException;

/**
 * Reads ranges of a file. Where ranges lie close to each other it reads around them, so that a file in the order of the
 * requests costs few reads; else it reads the blocks that hold what was asked and no more.
 */
final class Window {
    static final int AROUND = 128 * 1024;

    /** What is verified together is read together. */
    private static final int BLOCK = IndexHeader.BLOCK;

    private static final int BEFORE = AROUND / 4;
    private static final int RETAINED = 1024 * 1024;

    private final PositionedInput input;
    private final long fileLength;
    private byte[] bytes = {};
    private long start;
    private int filled;
    private long lastEnd = -1;

    Window(PositionedInput input, long fileLength) {
        this.fileLength = fileLength;
        this.input = input;
    }

    /** A view that holds until the next call; the range must lie in the file. */
    Slice slice(long offset, int length) throws IOException {
        if (offset < start || offset + length > start + filled) {
            fill(offset, length);
        }
        lastEnd = offset + length;
        return new Slice(bytes, (int) (offset - start), length);
    }

    private void fill(long offset, int wanted) throws IOException {
        long from = offset;
        long to = offset + wanted;
        if (lastEnd >= 0 && Math.abs(offset - lastEnd) < BEFORE && wanted < AROUND / 2) {
            from = offset < lastEnd ? Math.max(0, offset - BEFORE) : offset;
            to = Math.max(to, Math.min(fileLength, from + AROUND));
        }
        from -= from % BLOCK;
        to = Math.min(fileLength, (to + BLOCK - 1) / BLOCK * BLOCK);
        int count = (int) (to - from);
        if (bytes.length < count || bytes.length > RETAINED && count <= AROUND) {
            bytes = new byte[count > BEFORE ? Math.max(count, AROUND) : BEFORE];
        }
        filled = 0;
        input.readFully(from, bytes, 0, count);
        start = from;
        filled = count;
    }
}
