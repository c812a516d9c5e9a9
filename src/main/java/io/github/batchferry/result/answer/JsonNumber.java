package io.github.batchferry.result.answer;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** What the characters of a JSON number make. Where they are none, {@link NumberFormatException} says so. */
final class JsonNumber {
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final long EXACT = 1L << 53;
    private static final int MOST_DIGITS = 18;

    private JsonNumber() {}

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    static String text(byte[] text, int from, int to) {
        return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Throws {@link ArithmeticException} where the number is no such integer. */
    static long whole(byte[] text, int from, int to) {
        int at = text[from] == '-' ? from + 1 : from;
        if (at < to && to - at <= MOST_DIGITS) {
            long value = 0;
            while (at < to && isDigit(text[at])) {
                value = value * 10 + text[at++] - '0';
            }
            if (at == to) {
                return text[from] == '-' ? -value : value;
            }
        }
        return new BigDecimal(text(text, from, to)).longValueExact();
    }

    /** Two doubles that are exact make a quotient that is rounded once. */
    static double real(byte[] text, int from, int to) {
        int at = text[from] == '-' ? from + 1 : from;
        long mantissa = 0;
        int point = -1;
        for (; at < to && mantissa < EXACT / 10; at++) {
            byte b = text[at];
            if (isDigit(b)) {
                mantissa = mantissa * 10 + b - '0';
            } else if (b == '.') {
                point = at + 1;
            } else {
                break;
            }
        }
        int scale = point < 0 ? 0 : at - point;
        if (at < to || scale >= TENS.length || !isDigit(text[to - 1])) {
            return Double.parseDouble(text(text, from, to));
        }
        double value = mantissa / TENS[scale];
        return text[from] == '-' ? -value : value;
    }
}
