package io.github.batchferry.cost;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds the base64 of images in bodies: what stands in a data URL where an endpoint takes the address of an image. */
final class ImageData {
    private static final byte[] BEFORE = "url\":\"data:image/".getBytes(StandardCharsets.US_ASCII);
    private static final int LAST = BEFORE.length - 1;
    /** How far the search may go on, by the byte that stands under the last one of {@link #BEFORE}. */
    private static final byte[] STEPS = steps();

    private ImageData() {}

    /** Where the next one begins, -1 where there is none. */
    static int begin(byte[] body, int from, int to) {
        int at = from;
        while (at + LAST < to) {
            byte last = body[at + LAST];
            if (last == BEFORE[LAST] && Arrays.equals(body, at, at + LAST, BEFORE, 0, LAST)) {
                return at + BEFORE.length;
            }
            at += STEPS[last & 0xFF];
        }
        return -1;
    }

    /** Where it ends: base64 has no quote. */
    static int end(byte[] body, int begin, int to) {
        int at = begin;
        while (at < to && body[at] != '"') {
            at++;
        }
        return at;
    }

    private static byte[] steps() {
        byte[] steps = new byte[256];
        Arrays.fill(steps, (byte) BEFORE.length);
        for (int i = 0; i < LAST; i++) {
            steps[BEFORE[i] & 0xFF] = (byte) (LAST - i);
        }
        return steps;
    }
}
