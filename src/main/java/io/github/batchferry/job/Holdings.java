package io.github.batchferry.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which batch holds which lines of one shard. Of several that held a line, the last one planned holds it. */
final class Holdings {
    private final List<Holding> all = new ArrayList<>();

    /** Whether every earlier batch that holds one of these lines has released it. */
    boolean areFree(int from, int to) {
        return all.stream().allMatch(holding -> {
            int start = Math.max(from, holding.from());
            int end = Math.min(to, holding.to());
            return start >= end || holding.releases(start, end);
        });
    }

    void add(Holding holding) {
        all.add(holding);
    }

    /** Disjoint and ascending, each line with its last holder; lines that no batch holds are left out. */
    List<Holding> current() {
        List<Holding> current = new ArrayList<>();
        for (Holding newer : all) {
            List<Holding> next = new ArrayList<>(current.size() + 2);
            for (Holding older : current) {
                if (older.to() <= newer.from() || older.from() >= newer.to()) {
                    next.add(older);
                    continue;
                }
                if (older.from() < newer.from()) {
                    next.add(new Holding(older.from(), newer.from(), older.batch(), older.position()));
                }
                if (older.to() > newer.to()) {
                    next.add(new Holding(
                            newer.to(), older.to(), older.batch(), older.position() + newer.to() - older.from()));
                }
            }
            next.add(newer);
            current = next;
        }
        current.sort(Comparator.comparingInt(Holding::from));
        return current;
    }

    /** Ranges of {@code [0, lines)} that no batch holds, or that only batches hold that were never bought. */
    List<int[]> unbought(int lines) {
        List<int[]> free = new ArrayList<>();
        int at = 0;
        for (Holding holding : current()) {
            BatchState.Phase phase = holding.batch().phase();
            boolean dead = phase == BatchState.Phase.VOIDED || phase == BatchState.Phase.DENIED;
            if (!dead || !holding.releases(holding.from(), holding.to())) {
                if (at < holding.from()) {
                    free.add(new int[] {at, holding.from()});
                }
                at = holding.to();
            }
        }
        if (at < lines) {
            free.add(new int[] {at, lines});
        }
        return free;
    }
}
