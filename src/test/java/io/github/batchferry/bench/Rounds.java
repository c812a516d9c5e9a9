package io.github.batchferry.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs alternatives in turn, forwards and backwards, so that what disturbs one disturbs all; says medians. Of the time
 * that the processors gave to this process it says the same: that holds on a machine that is busy with other work too.
 */
final class Rounds {
    private static final int WARM_UP = 2;
    private static final int TIMED = 5;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Map<String, Runnable> cases = new LinkedHashMap<>();
    private final Map<String, Runnable> after = new LinkedHashMap<>();
    private final Map<String, double[]> seconds = new LinkedHashMap<>();
    private final Map<String, double[]> processor = new LinkedHashMap<>();

    /** @param cleaning is not timed */
    Rounds add(String name, Runnable timed, Runnable cleaning) {
        cases.put(name, timed);
        after.put(name, cleaning);
        return this;
    }

    Rounds run() {
        for (String name : cases.keySet()) {
            seconds.put(name, new double[TIMED]);
            processor.put(name, new double[TIMED]);
        }
        for (int round = -WARM_UP; round < TIMED; round++) {
            List<String> order = new ArrayList<>(cases.keySet());
            if (round % 2 != 0) {
                Collections.reverse(order);
            }
            for (String name : order) {
                System.gc();
                long spent = SYSTEM.getProcessCpuTime();
                long start = System.nanoTime();
                cases.get(name).run();
                double took = (System.nanoTime() - start) / 1e9;
                double used = (SYSTEM.getProcessCpuTime() - spent) / 1e9;
                after.get(name).run();
                if (round >= 0) {
                    seconds.get(name)[round] = took;
                    processor.get(name)[round] = used;
                }
            }
        }
        return this;
    }

    /** Says the time of every case, and of these cases their ratios to another. */
    void report(Report report, String to, String... compared) {
        for (String name : cases.keySet()) {
            report.with(name + "_s", middle(seconds.get(name))).with(name + "_cpu_s", middle(processor.get(name)));
        }
        for (String name : compared) {
            double[] ratios = ratios(seconds, name, to);
            report.with(name + "_ratio", middle(ratios))
                    .with(name + "_ratio_best", Arrays.stream(ratios).min().orElseThrow())
                    .with(name + "_ratio_worst", Arrays.stream(ratios).max().orElseThrow())
                    .with(name + "_cpu_ratio", middle(ratios(processor, name, to)));
        }
    }

    /** Within each round, since they drift less than the times. */
    private static double[] ratios(Map<String, double[]> times, String name, String to) {
        double[] ratios = new double[TIMED];
        for (int i = 0; i < TIMED; i++) {
            ratios[i] = times.get(name)[i] / times.get(to)[i];
        }
        return ratios;
    }

    private static double middle(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
