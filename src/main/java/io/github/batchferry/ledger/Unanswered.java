package io.github.batchferry.ledger;

import io.github.batchferry.result.ResultIndex;
import io.github.batchferry.result.answer.RowStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a batch that have no answer and were not paid.
 *
 * @param positions ascending, disjoint
 * @param byStatus how many of them have which status
 */
public record Unanswered(List<PositionRange> positions, Map<RowStatus, Integer> byStatus) {
    /**
     * @param unpaid what is said of a request without a line that was surely not paid; null where none was
     * @param settled positions without a line that have a reason of their own
     */
    public static Unanswered of(ResultIndex index, @Nullable Reason unpaid, Set<Integer> settled) {
        Collecting collecting = new Collecting();
        for (int position = 0; position < index.size(); position++) {
            RowStatus missing = unpaid == null || settled.contains(position) ? null : unpaid.status();
            add(collecting, index, position, missing);
        }
        return collecting.unanswered();
    }

    /** After a later look: a request without a line is as it was. */
    public static Unanswered again(ResultIndex index, Event.Collected before) {
        Collecting collecting = new Collecting();
        for (int position = 0; position < index.size(); position++) {
            Reason absent = PositionRange.contain(before.unanswered(), position) ? before.absent() : null;
            add(collecting, index, position, absent == null ? null : absent.status());
        }
        return collecting.unanswered();
    }

    private static void add(Collecting collecting, ResultIndex index, int position, @Nullable RowStatus missing) {
        RowStatus status = switch (index.outcome(position)) {
            case MISSING -> missing;
            case EXPIRED -> RowStatus.EXPIRED;
            case CANCELLED -> RowStatus.CANCELLED;
            case FAILED -> index.failedForNow(position) ? RowStatus.FAILED : null;
            case SUCCEEDED, INVALID -> null;
        };
        if (status != null) {
            collecting.add(position, status);
        }
    }

    /** All lines but some. */
    public static Unanswered allBut(Map<Integer, Reason> lines, int requests, RowStatus status) {
        Collecting collecting = new Collecting();
        for (int position = 0; position < requests; position++) {
            if (!lines.containsKey(position)) {
                collecting.add(position, status);
            }
        }
        return collecting.unanswered();
    }

    /** Makes ranges of positions that are added in ascending order. */
    public static final class Collecting {
        private final Map<RowStatus, List<PositionRange>> ranges = new TreeMap<>();
        private final List<PositionRange> all = new ArrayList<>();

        public void add(int position, RowStatus status) {
            extend(all, position);
            extend(ranges.computeIfAbsent(status, unknown -> new ArrayList<>()), position);
        }

        Unanswered unanswered() {
            Map<RowStatus, Integer> byStatus = new TreeMap<>();
            ranges.forEach((status, of) -> byStatus.put(status, PositionRange.count(of)));
            return new Unanswered(all, byStatus);
        }

        public Map<RowStatus, List<PositionRange>> rangesByStatus() {
            return ranges;
        }

        private static void extend(List<PositionRange> ranges, int position) {
            PositionRange last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (last != null && last.to() == position) {
                ranges.set(ranges.size() - 1, new PositionRange(last.from(), position + 1));
            } else {
                ranges.add(new PositionRange(position, position + 1));
            }
        }
    }
}
