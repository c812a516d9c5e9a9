package io.github.batchferry.result.answer;

/** Turns the inside of a valid JSON string into UTF-8, from bytes to bytes; a lone surrogate becomes U+FFFD. */
final class Unescape {
    private static final int REPLACEMENT = 0xFFFD;

    private Unescape() {}

    /** Writes to {@code to} from {@code start} on, never more than {@code length} bytes, and returns where they end. */
    static int to(byte[] to, int start, byte[] from, int offset, int length) {
        int end = offset + length;
        int at = offset;
        int out = start;
        while (at < end) {
            int escape = Scan.find(from, at, end, '\\');
            System.arraycopy(from, at, to, out, escape - at);
            out += escape - at;
            at = escape == end - 1 ? end : escape;
            while (at + 1 < end && from[at] == '\\') {
                if (from[at + 1] != 'u') {
                    to[out++] = plain(from[at + 1]);
                    at += 2;
                    continue;
                }
                int unit = hex(from, at + 2, end);
                at += 6;
                if (Character.isHighSurrogate((char) unit) && at + 1 < end && from[at] == '\\' && from[at + 1] == 'u') {
                    int low = hex(from, at + 2, end);
                    if (Character.isLowSurrogate((char) low)) {
                        unit = Character.toCodePoint((char) unit, (char) low);
                        at += 6;
                    }
                }
                out = utf8(to, out, unit);
            }
        }
        return out;
    }

    private static byte plain(byte escape) {
        return switch (escape) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> escape;
        };
    }

    private static int hex(byte[] from, int at, int end) {
        int value = 0;
        for (int i = at; i < at + 4 && i < end; i++) {
            value = value << 4 | Character.digit(from[i], 16) & 0xF;
        }
        return value;
    }

    private static int utf8(byte[] to, int at, int codePoint) {
        int out = at;
        int c = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE ? REPLACEMENT : codePoint;
        if (c < 0x80) {
            to[out++] = (byte) c;
        } else if (c < 0x800) {
            to[out++] = (byte) (0xC0 | c >> 6);
            to[out++] = (byte) (0x80 | c & 0x3F);
        } else if (c < 0x10000) {
            to[out++] = (byte) (0xE0 | c >> 12);
            to[out++] = (byte) (0x80 | c >> 6 & 0x3F);
            to[out++] = (byte) (0x80 | c & 0x3F);
        } else {
            to[out++] = (byte) (0xF0 | c >> 18);
            to[out++] = (byte) (0x80 | c >> 12 & 0x3F);
            to[out++] = (byte) (0x80 | c >> 6 & 0x3F);
            to[out++] = (byte) (0x80 | c & 0x3F);
        }
        return out;
    }
}
