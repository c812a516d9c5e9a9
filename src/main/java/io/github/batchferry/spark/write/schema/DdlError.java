package io.github.batchferry.spark.write.schema;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Spark's parser says of a DDL, without the text that it repeats. */
final class DdlError {
    private static final int SHOWN = 120;
    private static final Pattern TEXT = Pattern.compile("\\s*== SQL.*", Pattern.DOTALL);
    private static final Pattern PLACE = Pattern.compile("\\s*\\(line (\\d+), pos (\\d+)\\)\\s*$");
    private static final Pattern CODES = Pattern.compile("^\\[[A-Z0-9_.]+]\\s*|\\s*SQLSTATE: \\w+|\\.$");

    private DdlError() {}

    /** The place, where Spark gives one, and the reason, without a full stop. */
    static String words(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String said = TEXT.matcher(message).replaceFirst("").strip();
        Matcher place = PLACE.matcher(said);
        String where = "";
        if (place.find()) {
            where = "line " + place.group(1) + ", character " + (Integer.parseInt(place.group(2)) + 1) + ": ";
            said = said.substring(0, place.start());
        }
        String why = CODES.matcher(said.lines().findFirst().orElse("")).replaceAll("");
        why = CODES.matcher(why.strip()).replaceAll("");
        return where + (why.length() > SHOWN ? why.substring(0, SHOWN) + "…" : why);
    }
}
