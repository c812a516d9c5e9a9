package io.github.batchferry.request;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A URL that holds its content itself, as base64. */
final class DataUrl {
    private static final String SCHEME = "data:";
    private static final String BASE64 = ";base64";
    private static final int LONGEST_HEAD = 1000;

    private DataUrl() {}

    static boolean isOne(Utf8 url) {
        return url.length() >= SCHEME.length()
                && text(url, 0, SCHEME.length()).toLowerCase(Locale.ROOT).equals(SCHEME);
    }

    /** Null where it is not base64. Line breaks and blanks in it count as nothing: Spark's own {@code base64} makes some. */
    static byte @Nullable [] decode(Utf8 url) {
        int comma = 0;
        int head = Math.min(url.length(), LONGEST_HEAD);
        while (comma < head && url.bytes()[url.offset() + comma] != ',') {
            comma++;
        }
        if (comma == head || !text(url, 0, comma).toLowerCase(Locale.ROOT).endsWith(BASE64)) {
            return null;
        }
        byte[] base64 = new byte[url.length() - comma - 1];
        int length = 0;
        for (int i = comma + 1; i < url.length(); i++) {
            byte b = url.bytes()[url.offset() + i];
            if (b > ' ' || b < 0) {
                base64[length++] = b;
            }
        }
        try {
            return Base64.getDecoder().decode(Arrays.copyOf(base64, length));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String text(Utf8 url, int from, int to) {
        return new String(url.bytes(), url.offset() + from, to - from, StandardCharsets.ISO_8859_1);
    }
}
