package io.github.batchferry.http;

import io.github.batchferry.batch.Pause;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** What a test replaces: waiting, the wall clock, the monotonic clock, and chance from 0 to 1. */
record Time(Pause pause, Clock clock, LongSupplier nanos, DoubleSupplier chance) {
    static Time real(Pause pause, Clock clock) {
        return new Time(
                pause,
                clock,
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble());
    }
}
