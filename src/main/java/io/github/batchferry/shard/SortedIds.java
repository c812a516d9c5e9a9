package io.github.batchferry.shard;

/**
 * Ascending hashes of custom ids in a file, 8 bytes each.
 *
 * @param origin whose they are
 */
public record SortedIds(String path, long offset, long count, Origin origin) {
    /** Whether the ids belong to the write that is about to be sealed or to one that was sealed before. */
    public enum Origin {
        THIS_WRITE,
        EARLIER_WRITE
    }
}
