package io.github.batchferry.result.answer;

import java.util.Arrays;

/** Tells what a base64 text comes to, without decoding it. */
final class Base64Text {
    private static final byte[] FOREIGN = new byte[256];

    static {
        Arrays.fill(FOREIGN, (byte) 1);
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
                .chars()
                .forEach(c -> FOREIGN[c] = 0);
    }

    private Base64Text() {}

    /** In bytes; -1 where it is not base64 as {@link java.util.Base64#getDecoder} takes it. */
    static int decodedLength(byte[] bytes, int offset, int length) {
        int end = offset + length;
        while (end > offset && offset + length - end < 2 && bytes[end - 1] == '=') {
            end--;
        }
        int padding = offset + length - end;
        int digits = end - offset;
        int foreign = 0;
        for (int i = offset; i < end; i++) {
            foreign |= FOREIGN[bytes[i] & 0xFF];
        }
        int open = digits % 4;
        boolean right = foreign == 0 && open != 1 && (padding == 0 || open != 0 && open + padding == 4);
        return right ? (int) (digits * 3L / 4) : -1;
    }
}
