package io.github.batchferry.job;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.io.Serializable;
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
}
