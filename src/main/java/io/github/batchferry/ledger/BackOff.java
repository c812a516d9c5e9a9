package io.github.batchferry.ledger;

import java.time.Duration;

/**
 * How long something waits that may pass by itself: it is tried again by the clock, in pauses that grow, so that a fast
 * poll uses up no patience.
 */
public final class BackOff {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** With the pauses below, about twelve hours. */
    static final int PATIENCE = 80;

    private BackOff() {}

    /** @param failures how many tries in a row have failed, from 1 */
    public static Duration pause(int failures) {
        Duration pause = FIRST.multipliedBy(1L << Math.min(Math.max(failures, 1) - 1, 10));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
