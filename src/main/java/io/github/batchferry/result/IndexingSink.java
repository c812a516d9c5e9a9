package io.github.batchferry.result;

import io.github.batchferry.result.answer.Scan;
import io.github.batchferry.store.BlockChecksums;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Passes the bytes of a results file on and hands its lines to the index. Closing ends the last line. */
final class IndexingSink extends OutputStream {
    private static final int SEEN_OF_OVERLONG = 64 * 1024;
    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final FileIndex index;
    private final OutputStream copy;
    private final int lineLimit;
    private final BlockChecksums sums = new BlockChecksums(IndexHeader.BLOCK);
    private final byte[] one = new byte[1];

    private byte[] partial = new byte[SEEN_OF_OVERLONG];
    private int kept;
    /** Length of the line so far, which is more than {@link #kept} once it is over the limit. */
    private long length;

    private long lineStart;
    private boolean last;
    private boolean closed;

    IndexingSink(FileIndex index, OutputStream copy, int lineLimit) {
        this.index = index;
        this.copy = copy;
        this.lineLimit = lineLimit;
    }

    boolean closed() {
        return closed;
    }

    BlockChecksums sums() {
        return sums;
    }

    @Override
    public void write(int b) throws IOException {
        one[0] = (byte) b;
        write(one, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        copy.write(bytes, offset, count);
        sums.update(bytes, offset, count);
        int end = offset + count;
        int at = offset;
        while (at < end) {
            int newline = Scan.find(bytes, at, end, '\n');
            if (newline == end) {
                keep(bytes, at, end - at);
                return;
            }
            if (length == 0 && newline - at <= lineLimit) {
                line(bytes, at, newline - at);
                lineStart += newline - at + 1;
            } else {
                keep(bytes, at, newline - at);
                endPartial();
            }
            at = newline + 1;
        }
    }

    @Override
    public void flush() throws IOException {
        copy.flush();
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            copy.close();
            last = true;
            if (length > 0) {
                endPartial();
            }
            closed = true;
        }
    }

    private void keep(byte[] bytes, int offset, int count) {
        length += count;
        if (length > lineLimit) {
            int more = Math.min(count, SEEN_OF_OVERLONG - kept);
            if (more > 0) {
                System.arraycopy(bytes, offset, partial, kept, more);
            }
            kept = Math.min(SEEN_OF_OVERLONG, kept + Math.max(0, more));
            shrink();
            return;
        }
        if (length > partial.length) {
            partial = Arrays.copyOf(partial, (int) Math.min(lineLimit, Math.max(length, partial.length * 2L)));
        }
        System.arraycopy(bytes, offset, partial, kept, count);
        kept += count;
    }

    private void endPartial() throws IOException {
        if (length > lineLimit) {
            index.addOverlong(lineStart, partial, 0, kept, length);
        } else {
            line(partial, 0, kept);
        }
        lineStart += length + 1;
        length = 0;
        kept = 0;
        shrink();
    }

    private void shrink() {
        if (partial.length > SEEN_OF_OVERLONG) {
            partial = Arrays.copyOf(partial, SEEN_OF_OVERLONG);
        }
    }

    /** Without the white space around it, a byte order mark at the start of the file, and nothing at all if empty. */
    private void line(byte[] bytes, int offset, int count) throws IOException {
        int from = offset;
        int to = offset + count;
        if (lineStart == 0 && count >= 3 && Arrays.equals(bytes, from, from + 3, BOM, 0, 3)) {
            from += 3;
        }
        while (from < to && isSpace(bytes[from])) {
            from++;
        }
        while (from < to && isSpace(bytes[to - 1])) {
            to--;
        }
        if (from < to && last) {
            index.addLast(lineStart + from - offset, bytes, from, to - from);
        } else if (from < to) {
            index.add(lineStart + from - offset, bytes, from, to - from);
        }
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\r' || b == '\t';
    }
}
