package io.github.batchferry.batch;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Lets time pass. Injected wherever something waits, so that a test never does. */
@FunctionalInterface
public interface Pause {
    /** Sleeps on the calling thread. */
    Pause REAL = duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos());

    /** Returns after the duration, or throws as soon as the thread is interrupted. */
    void sleep(Duration duration) throws InterruptedException;
}
