package io.github.batchferry.batch;

import java.util.regex.Pattern;

/** What can stand in a header of HTTP. */
public final class HeaderSyntax {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[ -~\\t]+");

    private HeaderSyntax() {}

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    public static boolean isValue(String text) {
        return VALUE.matcher(text).matches();
    }
}
