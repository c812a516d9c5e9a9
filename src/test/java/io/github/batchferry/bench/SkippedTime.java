package io.github.batchferry.bench;

import io.github.batchferry.batch.Pause;
import io.github.batchferry.batch.Time;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The time of the machine, in which waits are skipped but for a few milliseconds. */
final class SkippedTime extends Clock implements Pause {
    private static final long WAIT_MILLIS = 5;

    private final AtomicLong skipped = new AtomicLong();

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        skipped.addAndGet(duration.toNanos());
        TimeUnit.MILLISECONDS.sleep(WAIT_MILLIS);
    }

    Time asTime() {
        return new Time(this, this::nanos, this);
    }

    long nanos() {
        return System.nanoTime() + skipped.get();
    }

    @Override
    public Instant instant() {
        return Instant.now().plusNanos(skipped.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
