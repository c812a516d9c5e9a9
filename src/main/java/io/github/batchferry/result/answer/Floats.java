package io.github.batchferry.result.answer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads vectors, each number exactly as {@link Float#parseFloat} would. A vector holds until the next one.
 *
 * <p>A number is a 64-bit integer times or by a power of ten, in double precision. Where that double may lie on the other
 * side of the middle between two floats than the number itself, {@link Float#parseFloat} decides.
 */
final class Floats {
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final double[] TENTHS = new double[TENS.length];
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ZEROS = 0x3030303030303030L;
    private static final long[] WHOLE_TENS = {1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};
    private static final int MOST_DIGITS = 18;
    private static final long EXACT = 1L << 53;
    private static final int DOUBT = 4;
    private static final long BELOW_FLOAT = 0x1FFFFFFF;
    private static final long MIDDLE = 0x10000000;
    private static final double LARGEST = 1e38;

    static {
        for (int i = 0; i < TENS.length; i++) {
            TENTHS[i] = 1 / TENS[i];
        }
    }

    private float[] scratch = new float[1536];
    private float[] vector = {};
    private int at;

    /** The numbers of a valid JSON array of nothing else. */
    float[] ofArray(byte[] bytes, int offset, int length) {
        int end = offset + length - 1;
        int count = 0;
        at = offset + 1;
        while (at < end) {
            byte b = bytes[at];
            if (b == ',' || b == ' ' || b == '\t' || b == '\r' || b == '\n') {
                at++;
            } else {
                if (count == scratch.length) {
                    scratch = Arrays.copyOf(scratch, count * 2);
                }
                scratch[count++] = number(bytes, end);
            }
        }
        if (vector.length != count) {
            vector = new float[count];
        }
        System.arraycopy(scratch, 0, vector, 0, count);
        return vector;
    }

    /** Consumes at least one byte, and all of a JSON number. */
    private float number(byte[] bytes, int end) {
        int start = at;
        int negative = bytes[start] == '-' ? 1 : 0;
        int i = start + negative;
        int first = i;
        long mantissa = 0;
        while (i < end && isDigit(bytes[i])) {
            mantissa = mantissa * 10 + bytes[i++] - '0';
        }
        int digits = i - first;
        int scale = 0;
        if (i < end && bytes[i] == '.') {
            int point = ++i;
            int some = Long.BYTES;
            while (some == Long.BYTES && i + Long.BYTES <= bytes.length) {
                long eight = (long) LONG.get(bytes, i) ^ ZEROS;
                some = Math.min(digits(eight), end - i);
                mantissa = mantissa * WHOLE_TENS[some] + value(eight, some);
                i += some;
            }
            scale = i - point;
            digits += some == Long.BYTES ? MOST_DIGITS : scale;
        }
        if (digits <= MOST_DIGITS && (bytes[i] | 0x20) != 'e') {
            double value = mantissa * TENTHS[scale];
            long doubt = Math.abs((Double.doubleToRawLongBits(value) & BELOW_FLOAT) - MIDDLE);
            if (value >= Float.MIN_NORMAL && doubt > DOUBT) {
                at = Math.max(i, start + 1);
                return Float.intBitsToFloat(Float.floatToRawIntBits((float) value) | negative << 31);
            }
        }
        return anyNumber(bytes, end);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** With how many digits eight characters begin; the first is in the lowest byte, less that of a zero. */
    private static int digits(long eight) {
        long others = (eight + 0x7676767676767676L | eight) & 0x8080808080808080L;
        return Long.numberOfTrailingZeros(others) >>> 3;
    }

    /** The number that the first digits of eight make: neighbours add up to pairs, pairs to fours, fours to eight. */
    private static long value(long eight, int digits) {
        int half = 4 * (Long.BYTES - digits);
        long last = eight << half << half;
        long pairs = last * 10 + (last >>> 8);
        return (pairs & 0x000000FF000000FFL) * 0x000F424000000064L
                        + (pairs >>> 16 & 0x000000FF000000FFL) * 0x0000271000000001L
                >>> 32;
    }

    private float anyNumber(byte[] bytes, int end) {
        int start = at;
        int i = start;
        boolean negative = bytes[i] == '-';
        if (negative) {
            i++;
        }
        long mantissa = 0;
        int digits = 0;
        int point = -1;
        for (; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9) {
                if (digits < MOST_DIGITS) {
                    mantissa = mantissa * 10 + digit;
                }
                digits += mantissa == 0 ? 0 : 1;
            } else if (bytes[i] == '.') {
                point = i + 1;
            } else {
                break;
            }
        }
        int scale = point < 0 ? 0 : i - point;
        int exponent = -scale;
        if (i < end && (bytes[i] | 0x20) == 'e') {
            i++;
            boolean down = i < end && bytes[i] == '-';
            if (down || i < end && bytes[i] == '+') {
                i++;
            }
            int written = 0;
            for (; i < end && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
                written = Math.min(100_000_000, written * 10 + bytes[i] - '0');
            }
            exponent += down ? -written : written;
        }
        at = Math.max(i, start + 1);
        if (mantissa == 0) {
            return negative ? -0f : 0f;
        }
        if (digits <= MOST_DIGITS && exponent >= -22 && exponent <= 22) {
            double value = exponent < 0 ? mantissa / TENS[-exponent] : mantissa * TENS[exponent];
            long doubt = Math.abs((Double.doubleToRawLongBits(value) & BELOW_FLOAT) - MIDDLE);
            if (value >= Float.MIN_NORMAL && value <= LARGEST && doubt > (mantissa <= EXACT ? 0 : DOUBT)) {
                return (float) (negative ? -value : value);
            }
        }
        return Float.parseFloat(new String(bytes, start, i - start, StandardCharsets.ISO_8859_1));
    }
}
