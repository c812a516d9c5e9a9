package io.github.batchferry.bench;

import java.time.Duration;

/**
 * One job in one world, from its seal to its end.
 *
 * @param again how often it was started again after an error
 * @param wrong empty where every row is answered and paid once
 */
record WorldRun(
        String world, WorldWay way, Duration interval, long seconds, long looks, long calls, long again, String wrong) {
    boolean passed() {
        return wrong.isEmpty();
    }

    /** As a row of a table. */
    String row() {
        return "| "
                + String.join(
                        " | ",
                        world,
                        way.text,
                        interval.toSeconds() + " s",
                        String.valueOf(seconds),
                        String.valueOf(looks),
                        String.valueOf(calls),
                        String.valueOf(again),
                        passed() ? "passed" : "FAILED: " + wrong)
                + " |";
    }
}
