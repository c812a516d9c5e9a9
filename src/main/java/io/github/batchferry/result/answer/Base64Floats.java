package io.github.batchferry.result.answer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Reads vectors that are written as the base64 of little-endian floats. A vector holds until the next one.
 *
 * <p>Sixteen digits are twelve bytes are three floats. What is left over, and what has a foreign character, {@link
 * Base64#getDecoder} decides.
 */
final class Base64Floats {
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int FOREIGN = Integer.MIN_VALUE;
    private static final int[] FIRST = new int[256];
    private static final int[] SECOND = new int[256];
    private static final int[] THIRD = new int[256];
    private static final int[] FOURTH = new int[256];

    static {
        for (int[] table : new int[][] {FIRST, SECOND, THIRD, FOURTH}) {
            Arrays.fill(table, FOREIGN);
        }
        for (int value = 0; value < DIGITS.length(); value++) {
            char digit = DIGITS.charAt(value);
            FIRST[digit] = value << 2;
            SECOND[digit] = value >> 4 | (value & 15) << 12;
            THIRD[digit] = value >> 2 << 8 | (value & 3) << 22;
            FOURTH[digit] = value << 16;
        }
    }

    private float[] vector = {};

    /** Null where the text is no base64 of floats. */
    float @Nullable [] of(byte[] text, int offset, int length) {
        int most = length / 16 * 3;
        if (vector.length < most || vector.length > most + 3) {
            vector = new float[most];
        }
        int count = 0;
        int at = offset;
        for (; count < most; count += 3, at += 16) {
            int a = three(text, at);
            int b = three(text, at + 4);
            int c = three(text, at + 8);
            int d = three(text, at + 12);
            if ((a | b | c | d) < 0) {
                return slowly(text, offset, length, 0, offset);
            }
            vector[count] = Float.intBitsToFloat(a | b << 24);
            vector[count + 1] = Float.intBitsToFloat(b >>> 8 | c << 16);
            vector[count + 2] = Float.intBitsToFloat(c >>> 16 | d << 8);
        }
        return at == offset + length && vector.length == count ? vector : slowly(text, offset, length, count, at);
    }

    /** The three bytes that four digits make, the first in the lowest byte; below 0 where one is none. */
    private static int three(byte[] text, int at) {
        return FIRST[text[at] & 0xFF]
                | SECOND[text[at + 1] & 0xFF]
                | THIRD[text[at + 2] & 0xFF]
                | FOURTH[text[at + 3] & 0xFF];
    }

    /** Goes on where so many floats are read. */
    private float @Nullable [] slowly(byte[] text, int offset, int length, int count, int at) {
        ByteBuffer rest;
        try {
            rest = Base64.getDecoder().decode(ByteBuffer.wrap(text, at, offset + length - at));
        } catch (IllegalArgumentException e) {
            return null;
        }
        if (rest.remaining() % Float.BYTES != 0) {
            return null;
        }
        int all = count + rest.remaining() / Float.BYTES;
        if (vector.length != all) {
            vector = Arrays.copyOf(vector, all);
        }
        rest.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector, count, all - count);
        return vector;
    }
}
