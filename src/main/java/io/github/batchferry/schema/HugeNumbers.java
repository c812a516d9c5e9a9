package io.github.batchferry.schema;

/** Finds numbers such as {@code 1e20000000}, which take minutes and gigabytes to write out. */
final class HugeNumbers {
    private static final int DIGITS = 3;

    private HugeNumbers() {}

    /** Whether a number outside of strings has an exponent of more than three digits. */
    static boolean in(byte[] json, int offset, int length) {
        boolean inString = false;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            byte b = json[i];
            if (inString) {
                if (b == '\\') {
                    i++;
                } else if (b == '"') {
                    inString = false;
                }
            } else if (b == '"') {
                inString = true;
            } else if ((b == 'e' || b == 'E') && i > offset && isDigit(json[i - 1])) {
                int at = i + 1;
                if (at < end && (json[at] == '+' || json[at] == '-')) {
                    at++;
                }
                int digits = 0;
                while (at < end && isDigit(json[at])) {
                    at++;
                    digits++;
                }
                if (digits > DIGITS) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
