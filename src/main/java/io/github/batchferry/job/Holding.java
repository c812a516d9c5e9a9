package io.github.batchferry.job;

/**
 * Lines {@code [from, to)} of a shard and the batch that holds them.
 *
 * @param position where line {@code from} stands in the batch's input file, from 0
 */
public record Holding(int from, int to, BatchState batch, int position) {
    boolean releases(int fromLine, int toLine) {
        return batch.releases(position + fromLine - from, position + toLine - from);
    }
}
