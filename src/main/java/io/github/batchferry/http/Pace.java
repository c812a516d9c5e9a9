package io.github.batchferry.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Ends a transfer that merely trickles: read and write time-outs do not see a byte a second. */
final class Pace {
    private static final long LEAST_BYTES_A_SECOND = 1024;

    private final LongSupplier nanos;
    private final long start;
    private final long graceNanos;
    private long bytes;

    Pace(LongSupplier nanos, Duration grace) {
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        this.graceNanos = grace.toNanos();
    }

    void moved(long count) throws IOException {
        bytes += count;
        long counted = nanos.getAsLong() - start - graceNanos;
        if (counted > 0 && bytes < counted / 1_000_000_000.0 * LEAST_BYTES_A_SECOND) {
            throw new SocketTimeoutException("slower than " + LEAST_BYTES_A_SECOND + " bytes a second");
        }
    }

    long bytes() {
        return bytes;
    }
}
