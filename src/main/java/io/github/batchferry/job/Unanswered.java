package io.github.batchferry.job;

import io.github.batchferry.result.ResultIndex;
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
record Unanswered(List<PositionRange> positions, Map<String, Integer> byStatus) {
    /**
     * @param unpaid what is said of a request without a line that was surely not paid; null where none was
     * @param settled positions without a line that have a reason of their own
     */
    static Unanswered of(ResultIndex index, @Nullable Reason unpaid, Set<Integer> settled) {
        Collecting collecting = new Collecting();
        for (int position = 0; position < index.size(); position++) {
            String status = switch (index.outcome(position)) {
                case MISSING -> unpaid == null || settled.contains(position) ? null : unpaid.status();
                case EXPIRED -> "expired";
                case CANCELLED -> "cancelled";
                case FAILED -> index.failedForNow(position) ? "failed" : null;
                case SUCCEEDED, INVALID -> null;
            };
            if (status != null) {
                collecting.add(position, status);
            }
        }
        return collecting.unanswered();
    }

    /** All lines but some. */
    static Unanswered allBut(Map<Integer, Reason> lines, int requests, String status) {
        Collecting collecting = new Collecting();
        for (int position = 0; position < requests; position++) {
            if (!lines.containsKey(position)) {
                collecting.add(position, status);
            }
        }
        return collecting.unanswered();
    }

    private static final class Collecting {
        private final List<PositionRange> ranges = new ArrayList<>();
        private final Map<String, Integer> byStatus = new TreeMap<>();
        private int from;
        private int to = -1;

        void add(int position, String status) {
            if (position != to) {
                end();
                from = position;
            }
            to = position + 1;
            byStatus.merge(status, 1, Integer::sum);
        }

        Unanswered unanswered() {
            end();
            to = -1;
            return new Unanswered(ranges, byStatus);
        }

        private void end() {
            if (to >= 0) {
                ranges.add(new PositionRange(from, to));
            }
        }
    }
}
