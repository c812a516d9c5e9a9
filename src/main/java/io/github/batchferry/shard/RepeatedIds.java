package io.github.batchferry.shard;

import java.util.List;

/** Hashes that occur more than once: the first few, and how many there are in all. */
public record RepeatedIds(List<Long> first, long count) {
    public RepeatedIds {
        first = List.copyOf(first);
    }
}
