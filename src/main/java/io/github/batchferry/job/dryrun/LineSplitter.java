package io.github.batchferry.job.dryrun;

import java.io.OutputStream;
import java.util.Arrays;

/** Hands on the lines of a stream one by one. Keeps a part of one line at most, also where that has no end. */
final class LineSplitter extends OutputStream {
    private final LineSink lines;
    private byte[] begun = new byte[1 << 12];
    private int length;

    /** Takes a line without its line feed; the bytes are its own until it returns. */
    @FunctionalInterface
    interface LineSink {
        void line(byte[] bytes, int offset, int length);
    }

    LineSplitter(LineSink lines) {
        this.lines = lines;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        int from = offset;
        int end = offset + count;
        for (int at = offset; at < end; at++) {
            if (bytes[at] == '\n') {
                if (length == 0) {
                    lines.line(bytes, from, at - from);
                } else {
                    keep(bytes, from, at - from);
                    finish();
                }
                from = at + 1;
            }
        }
        keep(bytes, from, end - from);
    }

    /** After the last byte: a line feed at the end begins no line. */
    void finish() {
        if (length > 0) {
            lines.line(begun, 0, length);
            length = 0;
        }
    }

    private void keep(byte[] bytes, int offset, int count) {
        if (length + count > begun.length) {
            begun = Arrays.copyOf(begun, Math.max(2 * begun.length, length + count));
        }
        System.arraycopy(bytes, offset, begun, length, count);
        length += count;
    }
}
