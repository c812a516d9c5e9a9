package io.github.batchferry.http;

/**
 * A bucket that all calls of a client share. Each repetition takes from it, each success gives a little back; when it is
 * empty, calls fail at once instead of adding to an outage.
 */
final class RetryBudget {
    private static final int CAPACITY = 500;
    private static final int COST = 5;

    private int left = CAPACITY;

    synchronized boolean take() {
        if (left < COST) {
            return false;
        }
        left -= COST;
        return true;
    }

    synchronized void succeeded() {
        left = Math.min(CAPACITY, left + 1);
    }
}
