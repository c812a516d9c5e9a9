package io.github.batchferry.ledger;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Lines {@code [from, to)} of a batch's input file. */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record PositionRange(int from, int to) implements Serializable {
    /** Whether one of these ranges, which are ascending and disjoint, has the position. */
    public static boolean contain(List<PositionRange> ranges, int position) {
        int at = firstEndingAfter(ranges, position);
        return at < ranges.size() && ranges.get(at).from <= position;
    }

    /** The index of the first range that ends after a position; the number of ranges where there is none. */
    static int firstEndingAfter(List<PositionRange> ranges, int position) {
        int low = 0;
        int high = ranges.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ranges.get(middle).to > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The positions of either list, which are ascending and disjoint, as the result is. */
    static List<PositionRange> union(List<PositionRange> a, List<PositionRange> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        List<PositionRange> sorted = new ArrayList<>(a);
        sorted.addAll(b);
        sorted.sort(Comparator.comparingInt(PositionRange::from));
        List<PositionRange> union = new ArrayList<>();
        for (PositionRange range : sorted) {
            PositionRange last = union.isEmpty() ? null : union.get(union.size() - 1);
            if (last != null && range.from() <= last.to()) {
                union.set(union.size() - 1, new PositionRange(last.from(), Math.max(last.to(), range.to())));
            } else {
                union.add(range);
            }
        }
        return union;
    }

    /** How many positions ascending and disjoint ranges have. */
    public static int count(List<PositionRange> ranges) {
        int count = 0;
        for (PositionRange range : ranges) {
            count += range.to() - range.from();
        }
        return count;
    }

    /** The positions of both lists, which are ascending and disjoint, as the result is. */
    static List<PositionRange> intersection(List<PositionRange> a, List<PositionRange> b) {
        List<PositionRange> both = new ArrayList<>();
        for (int i = 0, j = 0; i < a.size() && j < b.size(); ) {
            int from = Math.max(a.get(i).from, b.get(j).from);
            int to = Math.min(a.get(i).to, b.get(j).to);
            if (from < to) {
                both.add(new PositionRange(from, to));
            }
            if (a.get(i).to < b.get(j).to) {
                i++;
            } else {
                j++;
            }
        }
        return both;
    }

    /** How many positions ascending and disjoint lists have in common. */
    static int common(List<PositionRange> a, List<PositionRange> b) {
        return count(intersection(a, b));
    }
}
