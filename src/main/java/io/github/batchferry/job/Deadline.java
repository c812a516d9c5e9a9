package io.github.batchferry.job;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Until when somebody is willing to wait. No wait outlives it. */
public final class Deadline {
    /** For those who do not wait for answers: what one call must wait for, it waits for. */
    public static final Deadline NONE = new Deadline(() -> 0, Long.MAX_VALUE);

    private final LongSupplier nanoTime;
    private final long atNanos;

    private Deadline(LongSupplier nanoTime, long atNanos) {
        this.nanoTime = nanoTime;
        this.atNanos = atNanos;
    }

    /** @param nanoTime a monotonic clock, in nanoseconds */
    public static Deadline in(Duration timeout, LongSupplier nanoTime) {
        return new Deadline(nanoTime, nanoTime.getAsLong() + timeout.toNanos());
    }

    boolean isOver() {
        return this != NONE && atNanos - nanoTime.getAsLong() <= 0;
    }

    /** The pause, or what is left until the deadline where that is less. */
    Duration cut(Duration pause) {
        if (this == NONE) {
            return pause;
        }
        Duration left = Duration.ofNanos(Math.max(0, atNanos - nanoTime.getAsLong()));
        return left.compareTo(pause) < 0 ? left : pause;
    }
}
