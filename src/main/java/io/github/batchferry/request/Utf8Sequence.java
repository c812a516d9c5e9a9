package io.github.batchferry.request;

/** Well-formed UTF-8 by table 3-7 of the Unicode standard: no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8Sequence {
    private Utf8Sequence() {}

    /** Whether all of the text is well-formed. */
    static boolean isWellFormed(byte[] source, int from, int end) {
        int at = from;
        while (at < end) {
            if (source[at] >= 0) {
                at++;
                continue;
            }
            at = after(source, at, end);
            if (at < 0) {
                return false;
            }
        }
        return true;
    }

    /** Where the run of non-ASCII sequences that starts here ends, or -1 where one of them is malformed. */
    static int after(byte[] source, int from, int end) {
        int at = from;
        while (at < end && source[at] < 0) {
            int lead = source[at] & 0xFF;
            if (lead >= 0xE1 && lead <= 0xEF && lead != 0xED) {
                if (end - at < 3 || !continues(source[at + 1]) || !continues(source[at + 2])) {
                    return -1;
                }
                at += 3;
            } else {
                int size = size(lead);
                if (size < 0 || end - at < size || !second(lead, source[at + 1] & 0xFF)) {
                    return -1;
                }
                for (int i = 2; i < size; i++) {
                    if (!continues(source[at + i])) {
                        return -1;
                    }
                }
                at += size;
            }
        }
        return at;
    }

    private static boolean continues(byte b) {
        return (b & 0xC0) == 0x80;
    }

    private static int size(int lead) {
        if (lead >= 0xC2 && lead <= 0xDF) {
            return 2;
        }
        if (lead == 0xE0 || lead == 0xED) {
            return 3;
        }
        return lead >= 0xF0 && lead <= 0xF4 ? 4 : -1;
    }

    private static boolean second(int lead, int b) {
        return switch (lead) {
            case 0xE0 -> b >= 0xA0 && b <= 0xBF;
            case 0xED -> b >= 0x80 && b <= 0x9F;
            case 0xF0 -> b >= 0x90 && b <= 0xBF;
            case 0xF4 -> b >= 0x80 && b <= 0x8F;
            default -> b >= 0x80 && b <= 0xBF;
        };
    }
}
