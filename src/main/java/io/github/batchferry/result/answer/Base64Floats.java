package io.github.batchferry.result.answer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Reads vectors that are written as the base64 of little-endian floats. A vector holds until the next one.
 *
 * <p>Sixteen digits are twelve bytes are three floats, and two digits are looked up at a time. What is left over, and what
 * has a foreign character, {@link Base64#getDecoder} decides.
 */
final class Base64Floats {
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long NOT_ASCII = 0x8080808080808080L;

    /** The twelve bits of two ASCII characters, of which the first is the lower byte of the place; -1 where one is no digit. */
    private static final short[] PAIRS = new short[1 << 15];

    static {
        Arrays.fill(PAIRS, (short) -1);
        for (int first = 0; first < DIGITS.length(); first++) {
            for (int second = 0; second < DIGITS.length(); second++) {
                PAIRS[DIGITS.charAt(first) | DIGITS.charAt(second) << 8] = (short) (first << 6 | second);
            }
        }
    }

    private float[] vector = {};

    /** Null where the text is no base64 of floats. */
    float @Nullable [] of(byte[] text, int offset, int length) {
        int most = length / 16 * 3;
        if (vector.length < most || vector.length > most + 3) {
            vector = new float[most];
        }
        float[] floats = vector;
        int count = 0;
        int at = offset;
        for (; count < most; count += 3, at += 16) {
            long left = (long) EIGHT.get(text, at);
            long right = (long) EIGHT.get(text, at + 8);
            long six = six(left);
            long sixMore = six(right);
            if (((left | right) & NOT_ASCII) != 0 || (six | sixMore) < 0) {
                return slowly(text, offset, length, 0, offset);
            }
            six = Long.reverseBytes(six << 16);
            sixMore = Long.reverseBytes(sixMore << 16);
            floats[count] = Float.intBitsToFloat((int) six);
            floats[count + 1] = Float.intBitsToFloat((int) (six >>> 32) | (int) sixMore << 16);
            floats[count + 2] = Float.intBitsToFloat((int) (sixMore >>> 16));
        }
        return at == offset + length && vector.length == count ? vector : slowly(text, offset, length, count, at);
    }

    /** The six bytes that eight ASCII digits make, the first in the highest byte of 48 bits; below 0 where one is none. */
    private static long six(long digits) {
        return (long) PAIRS[(int) digits & 0x7FFF] << 36
                | (long) PAIRS[(int) (digits >>> 16) & 0x7FFF] << 24
                | (long) PAIRS[(int) (digits >>> 32) & 0x7FFF] << 12
                | (long) PAIRS[(int) (digits >>> 48) & 0x7FFF];
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
