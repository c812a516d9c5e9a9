package io.github.batchferry.result.answer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds bytes, eight at a time. */
public final class Scan {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private Scan() {}

    /** The first place of a byte in [from, to), or {@code to}. */
    public static int find(byte[] bytes, int from, int to, char wanted) {
        long pattern = ONES * wanted;
        int at = from;
        for (; at <= to - 8; at += 8) {
            long zero = (long) LONG.get(bytes, at) ^ pattern;
            long hit = zero - ONES & ~zero & HIGHS;
            if (hit != 0) {
                return at + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        while (at < to && bytes[at] != wanted) {
            at++;
        }
        return at;
    }

    /** The first quote or backslash in [from, to), or {@code to}. */
    static int findQuoteOrEscape(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - 8; at += 8) {
            long word = (long) LONG.get(bytes, at);
            long quote = word ^ ONES * '"';
            long escape = word ^ ONES * '\\';
            long hit = (quote - ONES & ~quote | escape - ONES & ~escape) & HIGHS;
            if (hit != 0) {
                return at + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        while (at < to && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /** The quote that closes a JSON string whose content begins at {@code from}, or {@code to}. */
    static int closingQuote(byte[] bytes, int from, int to) {
        int at = findQuoteOrEscape(bytes, from, to);
        while (at < to && bytes[at] == '\\') {
            at = findQuoteOrEscape(bytes, Math.min(to, at + 2), to);
        }
        return at;
    }
}
