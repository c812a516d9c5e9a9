package io.github.batchferry.batch;

import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * How time is read and passed by those who do more than one of it. Injected, so that a test sets all of it together.
 *
 * @param nanoTime a monotonic clock, in nanoseconds
 */
public record Time(Clock clock, LongSupplier nanoTime, Pause pause) {
    /** That of this machine. */
    public static final Time SYSTEM = new Time(Clock.systemUTC(), System::nanoTime, Pause.REAL);

    /** The same, for somebody who waits otherwise. */
    public Time with(Pause other) {
        return new Time(clock, nanoTime, other);
    }
}
