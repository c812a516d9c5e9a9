package io.github.batchferry.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** The most heap that was in use, and the most that was left right after a collection, which is nearer to the need. */
final class HeapWatch {
    private final AtomicLong afterCollection = new AtomicLong();

    HeapWatch() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, handback) -> note(
                                    GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())),
                            null,
                            null);
        }
        forget();
    }

    /** Says the peaks since the last call. */
    void reset(Report report, String phase) {
        long peak = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            peak += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
        }
        report.with(phase + "_peak_mb", peak >> 20).with(phase + "_peak_after_gc_mb", afterCollection.get() >> 20);
        forget();
    }

    private void note(GarbageCollectionNotificationInfo info) {
        long left = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                left += info.getGcInfo()
                        .getMemoryUsageAfterGc()
                        .get(pool.getName())
                        .getUsed();
            }
        }
        long seen = left;
        afterCollection.updateAndGet(most -> Math.max(most, seen));
    }

    private void forget() {
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        afterCollection.set(0);
    }
}
