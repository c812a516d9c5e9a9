package io.github.batchferry.emulator.line;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The physical lines of a file one after another, in memory for the longest of them. */
public final class Lines implements Closeable {
    private final InputStream in;
    private byte[] buffer = new byte[1 << 16];
    private int filled;
    private int next;
    private long base;
    private int start;
    private int length;

    public Lines(Path path) throws IOException {
        this.in = Files.newInputStream(path);
    }

    /** Whether there was one more line. A line feed at the end of the file begins none. */
    public boolean next() throws IOException {
        start = next;
        int scanned = next;
        while (true) {
            for (int i = scanned; i < filled; i++) {
                if (buffer[i] == '\n') {
                    length = i - start;
                    next = i + 1;
                    return true;
                }
            }
            scanned = filled;
            if (start > 0) {
                System.arraycopy(buffer, start, buffer, 0, filled - start);
                base += start;
                filled -= start;
                scanned -= start;
                start = 0;
            } else if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, buffer.length * 2);
            }
            int n = in.read(buffer, filled, buffer.length - filled);
            if (n < 0) {
                length = filled - start;
                next = filled;
                return length > 0;
            }
            filled += n;
        }
    }

    /** Holds the line from {@link #start} on, until the next one is asked for. */
    public byte[] buffer() {
        return buffer;
    }

    public int start() {
        return start;
    }

    /** Without the line feed. */
    public int length() {
        return length;
    }

    /** Where the line stands in the file. */
    long position() {
        return base + start;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
