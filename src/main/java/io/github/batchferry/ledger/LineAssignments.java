package io.github.batchferry.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which batch holds which lines of one shard. Of several that held a line, the last one planned holds it. */
final class LineAssignments {
    private final List<LineAssignment> all = new ArrayList<>();
    /** Disjoint, by first line. */
    private final TreeMap<Integer, LineAssignment> current = new TreeMap<>();

    /** Whether every earlier batch that holds one of these lines has released it. */
    boolean areFree(int from, int to) {
        LineAssignment before = before(from);
        if (before != null && !releases(before, from, to)) {
            return false;
        }
        return current.subMap(from, to).values().stream().allMatch(holding -> releases(holding, from, to));
    }

    void add(LineAssignment newer) {
        all.add(newer);
        LineAssignment before = before(newer.from());
        if (before != null) {
            cut(before, newer);
        }
        for (LineAssignment older :
                List.copyOf(current.subMap(newer.from(), newer.to()).values())) {
            cut(older, newer);
        }
        current.put(newer.from(), newer);
    }

    /** Disjoint and ascending, each line with its last holder; lines that no batch holds are left out. */
    List<LineAssignment> current() {
        return List.copyOf(current.values());
    }

    /** What ran and does not hold all of its lines any more, in the order of planning. */
    List<LineAssignment> earlierAttempts() {
        Set<LineAssignment> whole = new HashSet<>(current.values());
        return all.stream()
                .filter(holding -> holding.batch().phase() == BatchState.Phase.COLLECTED
                        && !holding.batch().failedValidation()
                        && !whole.contains(holding))
                .toList();
    }

    /** Ranges of {@code [0, lines)} that may be planned by now: ascending, disjoint. */
    List<FreeLines> free(int lines, int maxAttempts, Instant now) {
        List<FreeLines> free = new ArrayList<>();
        int at = 0;
        for (LineAssignment holding : current.values()) {
            add(free, FreeLines.never(at, holding.from()));
            if (isOver(holding.batch(), now)) {
                for (PositionRange released : holding.lines(holding.batch().goingAgain(maxAttempts))) {
                    add(free, FreeLines.again(released.from(), released.to(), holding.batch()));
                }
            }
            at = holding.to();
        }
        add(free, FreeLines.never(at, lines));
        return free;
    }

    /** A pause that begins far ahead was recorded by a clock that is wrong, and is not waited for. */
    private static boolean isOver(BatchState batch, Instant now) {
        Duration pause = batch.pause();
        return pause.isZero()
                || now.equals(Instant.MAX)
                || Duration.between(batch.collectedAt(), now).abs().compareTo(pause) >= 0;
    }

    private static void add(List<FreeLines> free, FreeLines more) {
        if (more.from() >= more.to()) {
            return;
        }
        FreeLines last = free.isEmpty() ? null : free.get(free.size() - 1);
        if (last != null && last.continuesIn(more)) {
            free.set(free.size() - 1, last.to(more.to()));
        } else {
            free.add(more);
        }
    }

    private @Nullable LineAssignment before(int line) {
        Map.Entry<Integer, LineAssignment> entry = current.lowerEntry(line);
        return entry == null || entry.getValue().to() <= line ? null : entry.getValue();
    }

    private static boolean releases(LineAssignment holding, int from, int to) {
        return holding.releases(Math.max(from, holding.from()), Math.min(to, holding.to()));
    }

    private void cut(LineAssignment older, LineAssignment newer) {
        current.remove(older.from());
        if (older.from() < newer.from()) {
            current.put(older.from(), older.part(older.from(), newer.from()));
        }
        if (older.to() > newer.to()) {
            current.put(newer.to(), older.part(newer.to(), older.to()));
        }
    }
}
