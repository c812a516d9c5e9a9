package io.github.batchferry.result;

import io.github.batchferry.store.PositionedInput;
import java.io.EOFException;
import java.io.IOException;

/**
 * Reads ranges of a file. Where ranges lie close to each other it reads around them, so that a file in the order of the
 * requests costs few reads; else it reads what was asked and no more.
 */
final class Window {
    static final int AROUND = 128 * 1024;

    private static final int BEFORE = AROUND / 4;
    private static final int RETAINED = 1024 * 1024;

    private final PositionedInput input;
    private final String path;
    private byte[] bytes = {};
    private long start;
    private int filled;
    private long lastEnd = -1;

    Window(PositionedInput input, String path) {
        this.input = input;
        this.path = path;
    }

    /** A view that holds until the next call. */
    Slice slice(long offset, int length) throws IOException {
        if (offset < start || offset + length > start + filled) {
            fill(offset, length);
        }
        lastEnd = offset + length;
        return new Slice(bytes, (int) (offset - start), length);
    }

    private void fill(long offset, int length) throws IOException {
        if (offset < 0 || length < 0 || offset + length > input.length()) {
            throw new EOFException(path + " has " + input.length() + " bytes, and its index points to byte "
                    + (offset + length) + ". The file was cut short; restore it from a copy of the job directory.");
        }
        long from = offset;
        long to = offset + length;
        if (lastEnd >= 0 && Math.abs(offset - lastEnd) < BEFORE && length < AROUND / 2) {
            from = offset < lastEnd ? Math.max(0, offset - BEFORE) : offset;
            to = Math.max(to, Math.min(input.length(), from + AROUND));
        }
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
