package io.github.batchferry.job;

import java.io.IOException;
import java.io.OutputStream;

/** Passes on a run of lines of a stream, line feeds included. */
final class LineCutter {
    private int skip;
    private int take;
    private long bytes;

    LineCutter(int skip, int take) {
        this.skip = skip;
        this.take = take;
    }

    boolean wantsMore() {
        return take > 0;
    }

    long bytes() {
        return bytes;
    }

    void cut(byte[] buffer, int count, OutputStream sink) throws IOException {
        int at = 0;
        while (at < count && skip > 0) {
            if (buffer[at++] == '\n') {
                skip--;
            }
        }
        int start = at;
        while (at < count && take > 0) {
            if (buffer[at++] == '\n') {
                take--;
            }
        }
        sink.write(buffer, start, at - start);
        bytes += at - start;
    }
}
