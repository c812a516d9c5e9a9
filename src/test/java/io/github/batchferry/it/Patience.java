package io.github.batchferry.it;

import java.util.function.BooleanSupplier;

/** Waits for what another process or thread does, and not for ever. */
final class Patience {
    private static final long NANOS = 60_000_000_000L;

    private Patience() {}

    static void until(BooleanSupplier so) {
        long end = System.nanoTime() + NANOS;
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not come about");
            }
            Thread.onSpinWait();
        }
    }
}
