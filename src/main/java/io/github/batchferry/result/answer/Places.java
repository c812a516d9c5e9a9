package io.github.batchferry.result.answer;

import java.util.Arrays;

/** Ranges of an array of bytes, each with a number to sort it by. Grows and is used again. */
public final class Places {
    public int count;
    public int[] starts = new int[4];
    int[] ends = new int[4];
    int[] orders = new int[4];

    void add(int start, int end, int order) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
            orders = Arrays.copyOf(orders, count * 2);
        }
        starts[count] = start;
        ends[count] = end;
        orders[count] = order;
        count++;
    }

    public int length(int i) {
        return ends[i] - starts[i];
    }

    /** Of all ranges together. */
    public int length() {
        int length = 0;
        for (int i = 0; i < count; i++) {
            length += length(i);
        }
        return length;
    }

    /** Writes the insides of JSON strings one after the other without their escapes; returns how many bytes that took. */
    int unescape(byte[] from, byte[] into) {
        int length = 0;
        for (int i = 0; i < count; i++) {
            length = Unescape.to(into, length, from, starts[i], length(i));
        }
        return length;
    }

    /** Whether any range has a byte. */
    boolean hold() {
        for (int i = 0; i < count; i++) {
            if (ends[i] > starts[i]) {
                return true;
            }
        }
        return false;
    }
}
