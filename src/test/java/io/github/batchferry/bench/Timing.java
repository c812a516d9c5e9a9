package io.github.batchferry.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** How long something takes that may be done again and again. */
final class Timing {
    private static final int WARM_UP = 3;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Timing() {}

    static double seconds(Runnable timed) {
        long start = System.nanoTime();
        timed.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /** What the processors gave to this process for one of so many times, after some that do not count. */
    static double processorSeconds(int times, Runnable timed) {
        for (int i = 0; i < WARM_UP; i++) {
            timed.run();
        }
        long start = SYSTEM.getProcessCpuTime();
        for (int i = 0; i < times; i++) {
            timed.run();
        }
        return (SYSTEM.getProcessCpuTime() - start) / 1e9 / times;
    }

    /** The median of several times, after some that do not count. */
    static double median(int times, Runnable timed) {
        return sorted(times, timed)[times / 2];
    }

    /** Of several times the shortest first, after some that do not count. */
    static double[] sorted(int times, Runnable timed) {
        for (int i = 0; i < WARM_UP; i++) {
            timed.run();
        }
        double[] taken = new double[times];
        for (int i = 0; i < times; i++) {
            taken[i] = seconds(timed);
        }
        Arrays.sort(taken);
        return taken;
    }
}
