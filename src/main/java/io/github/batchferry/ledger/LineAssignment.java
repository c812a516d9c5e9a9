package io.github.batchferry.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines {@code [from, to)} of a shard and the batch that holds them.
 *
 * @param position where line {@code from} stands in the batch's input file, from 0
 */
public record LineAssignment(int from, int to, BatchState batch, int position) {
    boolean releases(int fromLine, int toLine) {
        return batch.releases(position + fromLine - from, position + toLine - from);
    }

    LineAssignment part(int fromLine, int toLine) {
        return new LineAssignment(fromLine, toLine, batch, position + fromLine - from);
    }

    /** The lines of the shard at these positions of the batch: ascending, disjoint. */
    List<PositionRange> lines(List<PositionRange> all) {
        List<PositionRange> lines = new ArrayList<>();
        int end = position + to - from;
        for (int i = PositionRange.firstEndingAfter(all, position); i < all.size(); i++) {
            PositionRange range = all.get(i);
            if (range.from() >= end) {
                break;
            }
            lines.add(new PositionRange(
                    Math.max(range.from(), position) - position + from, Math.min(range.to(), end) - position + from));
        }
        return lines;
    }
}
