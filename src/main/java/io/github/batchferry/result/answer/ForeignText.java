package io.github.batchferry.result.answer;

import io.github.batchferry.secret.Redactor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a server's words about one row fit to be shown: no terminal escapes, no control characters, no keys, not endless. */
public final class ForeignText {
    private static final int LONGEST = 4000;
    private static final int READ = 16_000;
    private static final Pattern ESCAPES = Pattern.compile(
            "(?:\\u001B\\[|\\u009B)[0-?]*[ -/]*[@-~]?|(?:\\u001B\\]|\\u009D)[^\\u0007\\u001B]{0,1000}(?:\\u0007|\\u001B\\\\)?");
    private static final Pattern UNFIT = Pattern.compile(" *[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+ *");

    private ForeignText() {}

    public static @Nullable String clean(@Nullable String raw) {
        if (raw == null) {
            return null;
        }
        String text = raw.substring(0, Math.min(READ, raw.length()));
        text = UNFIT.matcher(ESCAPES.matcher(text).replaceAll(""))
                .replaceAll(" ")
                .strip();
        return beginning(Redactor.redact(text), LONGEST);
    }

    /** The text, or its first characters and a sign that it goes on. */
    public static String beginning(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
    }
}
