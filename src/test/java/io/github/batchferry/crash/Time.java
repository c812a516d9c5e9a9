package io.github.batchferry.crash;

import io.github.batchferry.batch.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A time that passes only when somebody waits, in whole seconds. */
final class Time extends Clock implements LongSupplier, Pause {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final Runnable meanwhile;

    /** @param meanwhile what happens while somebody waits */
    Time(Runnable meanwhile) {
        this.meanwhile = meanwhile;
    }

    @Override
    public void sleep(Duration duration) {
        nanos.addAndGet(
                Duration.ofSeconds(duration.plusNanos(999_999_999).toSeconds()).toNanos());
        meanwhile.run();
    }

    @Override
    public long getAsLong() {
        return nanos.get();
    }

    @Override
    public Instant instant() {
        return START.plusNanos(nanos.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
