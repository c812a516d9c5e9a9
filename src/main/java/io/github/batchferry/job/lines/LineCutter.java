package io.github.batchferry.job.lines;

import io.github.batchferry.ledger.LineRange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Passes on some runs of lines of a stream, line feeds included. */
final class LineCutter {
    private final List<LineRange> ranges;
    private int next;
    private int line;
    private long bytes;

    /** @param ranges ascending, disjoint, of one shard */
    LineCutter(List<LineRange> ranges) {
        this.ranges = ranges;
    }

    /** How much was passed on so far. */
    long bytes() {
        return bytes;
    }

    void cut(byte[] buffer, int count, OutputStream sink) throws IOException {
        int at = 0;
        while (at < count && next < ranges.size()) {
            LineRange range = ranges.get(next);
            int start = skipTo(range.from(), buffer, at, count);
            at = skipTo(range.to(), buffer, start, count);
            sink.write(buffer, start, at - start);
            bytes += at - start;
            if (line == range.to()) {
                next++;
            }
        }
    }

    /** Where the wanted line begins, or the end of what there is. */
    private int skipTo(int wanted, byte[] buffer, int from, int count) {
        int at = from;
        while (line < wanted && at < count) {
            if (buffer[at++] == '\n') {
                line++;
            }
        }
        return at;
    }
}
