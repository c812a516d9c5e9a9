package io.github.batchferry.secret;

import java.util.regex.Pattern;

/** What people may see of a value: never a key, never more than a line of it. */
public final class Shown {
    private static final int LONGEST = 80;
    private static final Pattern KEY = Pattern.compile(Redactor.KEY + "[^\\s'\"]{4,}|(?i:bearer)\\s+\\S+");

    private Shown() {}

    public static String value(String value) {
        StringBuilder shown = new StringBuilder("'");
        String masked = KEY.matcher(value).replaceAll("***");
        masked.codePoints().limit(LONGEST).forEach(c -> append(shown, c));
        shown.append('\'');
        return masked.codePointCount(0, masked.length()) > LONGEST ? shown + "…" : shown.toString();
    }

    public static String nothing(String value) {
        return "***";
    }

    public static String length(String value) {
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
