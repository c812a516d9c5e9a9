package io.github.batchferry.job;

import io.github.batchferry.batch.Pause;
import io.github.batchferry.batch.Time;
import io.github.batchferry.ledger.Sample;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** A clock on the wall and a monotonic one that only waiting moves, and that let something happen meanwhile. */
public final class FakeTime extends Clock implements LongSupplier, Pause {
    final List<Duration> waits = new ArrayList<>();
    private volatile long nanos = 5;
    private Meanwhile meanwhile = () -> {};

    /** What somebody else does while we wait. */
    @FunctionalInterface
    interface Meanwhile {
        void happens() throws InterruptedException;
    }

    Time asTime() {
        return new Time(this, this, this);
    }

    void meanwhile(Meanwhile next) {
        meanwhile = next;
    }

    public void pass(Duration duration) {
        nanos += duration.toNanos();
    }

    Duration waited() {
        return waits.stream().reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public Instant instant() {
        return Sample.AT.plusNanos(nanos);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public long getAsLong() {
        return nanos;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        waits.add(duration);
        pass(duration);
        meanwhile.happens();
    }
}
