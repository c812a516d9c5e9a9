package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.Time;
import java.time.Duration;
import java.util.function.Consumer;

/** Calls {@code advance()} again and again until all that can move has ended. */
public final class Await {
    /** How waiting ended. */
    public enum End {
        ENDED,
        TIMED_OUT,
        INTERRUPTED
    }

    private final Advance advance;
    private final Duration pollInterval;
    private final Duration timeout;
    private final Time time;

    public Await(Advance advance, Duration pollInterval, Duration timeout, Time time) {
        this.advance = advance;
        this.pollInterval = pollInterval;
        this.timeout = timeout;
        this.time = time;
    }

    /** The first polls come sooner than the interval, which is reached by doubling. An interrupt keeps the flag set. */
    public End await(Consumer<AdvanceResult> progress) {
        Deadline deadline = Deadline.in(timeout, time.nanoTime());
        Duration step = Duration.ofMillis(200).compareTo(pollInterval) < 0 ? Duration.ofMillis(200) : pollInterval;
        while (true) {
            if (Thread.currentThread().isInterrupted()) {
                return End.INTERRUPTED;
            }
            AdvanceResult advanced;
            try {
                advanced = advance.advanceOrTell(deadline);
            } catch (ExternalException e) {
                if (Thread.currentThread().isInterrupted()) {
                    return End.INTERRUPTED;
                }
                throw e;
            }
            progress.accept(advanced);
            if (!advanced.mayMove()) {
                return End.ENDED;
            }
            if (deadline.isOver()) {
                return End.TIMED_OUT;
            }
            try {
                Duration asked = advance.askedToWait();
                time.pause().sleep(deadline.cut(asked.compareTo(step) > 0 ? asked : step));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return End.INTERRUPTED;
            }
            step = step.multipliedBy(2).compareTo(pollInterval) < 0 ? step.multipliedBy(2) : pollInterval;
        }
    }
}
