package io.github.batchferry.result;

import io.github.batchferry.result.answer.Slice;
import io.github.batchferry.store.PositionedInput;
import java.io.IOException;
import java.util.BitSet;

/**
 * A small file in memory, each part of it read once, when first asked for: the cheapest way to many short ranges in no
 * order.
 */
final class WholeFile {
    static final int LIMIT = 16 * 1024 * 1024;

    private static final int PART = 64 * 1024;

    private final PositionedInput input;
    private final byte[] bytes;
    private final BitSet read = new BitSet();

    WholeFile(PositionedInput input, int length) {
        this.input = input;
        this.bytes = new byte[length];
    }

    /** A view that holds for good. */
    Slice slice(int offset, int length) throws IOException {
        int last = (offset + Math.max(1, length) - 1) / PART;
        for (int part = read.nextClearBit(offset / PART); part <= last; part = read.nextClearBit(part)) {
            int start = part * PART;
            input.readFully(start, bytes, start, Math.min(PART, bytes.length - start));
            read.set(part);
        }
        return new Slice(bytes, offset, length);
    }
}
