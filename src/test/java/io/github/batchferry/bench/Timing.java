package io.github.batchferry.bench;

import java.util.Arrays;

/** How long something takes that may be done again and again. */
final class Timing {
    private Timing() {}

    static double seconds(Runnable timed) {
        long start = System.nanoTime();
        timed.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /** The median of several times, after some that do not count. */
    static double median(int times, Runnable timed) {
        for (int i = 0; i < 3; i++) {
            timed.run();
        }
        double[] taken = new double[times];
        for (int i = 0; i < times; i++) {
            taken[i] = seconds(timed);
        }
        Arrays.sort(taken);
        return taken[times / 2];
    }
}
