package io.github.batchferry.emulator.world;

import java.util.concurrent.atomic.AtomicInteger;

/** So many times, then never again. */
final class Times {
    private final AtomicInteger left;

    Times(int left) {
        this.left = new AtomicInteger(left);
    }

    boolean once() {
        return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
}
