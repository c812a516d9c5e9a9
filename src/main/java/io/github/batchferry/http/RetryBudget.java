package io.github.batchferry.http;

import java.io.IOException;
import java.io.InterruptedIOException;

/**
 * A bucket that all calls of a client share. Each repetition takes from it, one after a time-out twice as much, each
 * success gives a little back; when it is empty, calls fail at once instead of adding to an outage.
 */
final class RetryBudget {
    private static final int CAPACITY = 500;
    private static final int COST = 5;
    private static final int COST_OF_TIMEOUT = 10;

    private int left = CAPACITY;
    private int repetitions;
    private int successes;

    synchronized boolean take(IOException failure) {
        int cost = failure instanceof InterruptedIOException ? COST_OF_TIMEOUT : COST;
        if (left < cost) {
            return false;
        }
        left -= cost;
        repetitions++;
        return true;
    }

    synchronized void succeeded() {
        left = Math.min(CAPACITY, left + 1);
        if (left == CAPACITY) {
            repetitions = 0;
            successes = 0;
        } else {
            successes++;
        }
    }

    /** Why nothing is repeated any more. */
    synchronized String spent() {
        return "It was not repeated: " + repetitions + " repetitions for " + successes
                + " successes have used up what all calls of this client may repeat; each success gives some back.";
    }
}
