package io.github.batchferry.result;

import io.github.batchferry.shard.IdHash;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * From the hash of a custom id to the position of its line in the batch's input: open addressing over primitive arrays.
 * Safe for use by several threads where its {@link ExactIds} is.
 */
public final class IdTable {
    private final long[] hashes;
    private final int[] slots;
    private final ExactIds exact;
    private final Set<Long> shared = new HashSet<>();

    private IdTable(long[] hashes, ExactIds exact) {
        this.hashes = hashes;
        this.exact = exact;
        this.slots = new int[Integer.highestOneBit(Math.max(4, hashes.length)) * 4];
    }

    /**
     * Keeps the array, which must not change any more.
     *
     * @param hashes {@link IdHash} of the id of each line of the input, in line order
     * @throws IllegalArgumentException where two lines have the same id
     */
    public static IdTable of(long[] hashes, ExactIds exact) throws IOException {
        IdTable table = new IdTable(hashes, exact);
        for (int position = 0; position < hashes.length; position++) {
            table.add(position);
        }
        return table;
    }

    public int size() {
        return hashes.length;
    }

    /** The position of an id with this hash, the first one where several ids share it, or -1. */
    int find(long hash) {
        return slots[slotOf(hash)] - 1;
    }

    /** The position of the id in these bytes, or -1. Ids that share a hash are told apart by their bytes. */
    public int find(byte[] bytes, int offset, int length) throws IOException {
        return find(IdHash.of(bytes, offset, length), bytes, offset, length);
    }

    private int find(long hash, byte[] bytes, int offset, int length) throws IOException {
        int slot = slotOf(hash);
        if (shared.isEmpty() || !shared.contains(hash)) {
            return slots[slot] - 1;
        }
        for (; slots[slot] != 0; slot = next(slot)) {
            int position = slots[slot] - 1;
            if (hashes[position] == hash && holds(position, bytes, offset, length)) {
                return position;
            }
        }
        return -1;
    }

    private void add(int position) throws IOException {
        long hash = hashes[position];
        int slot = slotOf(hash);
        if (slots[slot] != 0) {
            slot = besideTwins(slot, position, exact.at(position));
            shared.add(hash);
        }
        slots[slot] = position + 1;
    }

    private int besideTwins(int first, int position, byte[] id) throws IOException {
        int slot = first;
        for (; slots[slot] != 0; slot = next(slot)) {
            int other = slots[slot] - 1;
            if (hashes[other] == hashes[position] && holds(other, id, 0, id.length)) {
                throw new IllegalArgumentException(
                        "lines " + other + " and " + position + " of a batch have the same custom_id");
            }
        }
        return slot;
    }

    private boolean holds(int position, byte[] bytes, int offset, int length) throws IOException {
        byte[] id = exact.at(position);
        return Arrays.equals(id, 0, id.length, bytes, offset, offset + length);
    }

    private int slotOf(long hash) {
        int slot = (int) (hash ^ hash >>> 32) & slots.length - 1;
        while (slots[slot] != 0 && hashes[slots[slot] - 1] != hash) {
            slot = next(slot);
        }
        return slot;
    }

    private int next(int slot) {
        return slot + 1 & slots.length - 1;
    }
}
