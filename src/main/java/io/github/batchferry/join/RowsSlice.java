package io.github.batchferry.join;

import io.github.batchferry.shard.RowSplit;
import java.io.Serializable;
import java.util.Map;

/**
 * A run of staged rows.
 *
 * @param segments where the lines of each shard went, by its ordinal; ascending
 * @param earlier where they were bought before, oldest first
 */
public record RowsSlice(
        String write,
        int part,
        String rowsFile,
        long rowsBytes,
        RowSplit start,
        long rows,
        long weight,
        Map<Integer, Segment[]> segments,
        Map<Integer, Segment[]> earlier)
        implements Serializable {}
