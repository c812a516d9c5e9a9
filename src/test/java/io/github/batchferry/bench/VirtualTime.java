package io.github.batchferry.bench;

import io.github.batchferry.batch.Pause;
import io.github.batchferry.batch.Time;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.PriorityQueue;

/**
 * A clock that stands still while anybody who takes part is at work, and jumps to what comes next once all of them sleep.
 * Whoever wakes at the same moment works at the same time.
 */
final class VirtualTime extends Clock implements Pause {
    /** What happens by itself as time goes by. */
    interface World {
        /** When something happens next; {@link Instant#MAX} where nothing does. */
        Instant next();

        /** Lets happen what is due. */
        void happen(Instant now);
    }

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Instant> sleepers = new PriorityQueue<>();
    private volatile Instant now = START;
    private int awake;

    private World world = new World() {
        @Override
        public Instant next() {
            return Instant.MAX;
        }

        @Override
        public void happen(Instant at) {}
    };

    synchronized void run(World happening) {
        world = happening;
    }

    /** Once for each who takes part, before the first of them sleeps. */
    synchronized void join() {
        awake++;
    }

    synchronized void leave() {
        awake--;
        moveOn();
    }

    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        Instant wake = now.plus(duration);
        sleepers.add(wake);
        awake--;
        moveOn();
        while (now.isBefore(wake)) {
            wait();
        }
    }

    Time asTime() {
        return new Time(this, this::nanos, this);
    }

    long nanos() {
        return Duration.between(START, now).toNanos();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    private void moveOn() {
        if (awake > 0 || sleepers.isEmpty()) {
            return;
        }
        Instant wake = sleepers.element();
        for (Instant next = world.next(); !next.isAfter(wake); next = world.next()) {
            now = next;
            world.happen(next);
        }
        now = wake;
        while (!sleepers.isEmpty() && !sleepers.element().isAfter(wake)) {
            sleepers.remove();
            awake++;
        }
        notifyAll();
    }
}
