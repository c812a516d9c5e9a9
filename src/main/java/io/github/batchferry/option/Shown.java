package io.github.batchferry.option;

import java.util.regex.Pattern;

/** What people may see of a value: never a key, never more than a line of it. */
final class Shown {
    private static final int LONGEST = 80;
    private static final Pattern KEY = Pattern.compile("(?i)((?<![a-z0-9])sk-[^\\s'\"]{4,}|bearer\\s+\\S+)");

    private Shown() {}

    static String value(String value) {
        StringBuilder shown = new StringBuilder("'");
        String masked = KEY.matcher(value).replaceAll("***");
        masked.codePoints().limit(LONGEST).forEach(c -> append(shown, c));
        shown.append('\'');
        return masked.codePointCount(0, masked.length()) > LONGEST ? shown + "…" : shown.toString();
    }

    static String nothing(String value) {
        return "***";
    }

    static String length(String value) {
        return value.length() + " characters";
    }

    private static void append(StringBuilder shown, int codePoint) {
        if (Character.isISOControl(codePoint)) {
            shown.append(String.format("\\u%04x", codePoint));
        } else {
            shown.appendCodePoint(codePoint);
        }
    }
}
