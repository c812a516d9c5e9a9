package io.github.batchferry.shard;

import io.github.batchferry.request.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Custom ids {@code <write>-<part>-<row>} in base 36: unique by construction, the same for every attempt at a part.
 * Not thread-safe.
 */
public final class GeneratedIds {
    private static final byte[] DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final int prefix;

    public GeneratedIds(String write, int part) {
        byte[] start = (write + "-" + Integer.toString(part, 36) + "-").getBytes(StandardCharsets.US_ASCII);
        prefix = start.length;
        bytes = Arrays.copyOf(start, prefix + 13);
    }

    /** Points the view at the id of this row, until the next call. */
    public void point(long row, Utf8 id) {
        int digits = 1;
        for (long rest = row / 36; rest != 0; rest /= 36) {
            digits++;
        }
        long rest = row;
        for (int at = prefix + digits - 1; at >= prefix; at--) {
            bytes[at] = DIGITS[(int) (rest % 36)];
            rest /= 36;
        }
        id.point(bytes, 0, prefix + digits);
    }
}
