package io.github.batchferry.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says where an answer holds more than a parser reads: a text, number or name that is too long, too many levels. */
final class ReadLimit {
    private static final int SHOWN = 100;
    private static final Pattern WORDS = Pattern.compile("(\\w.*? exceeds the maximum allowed \\(\\d+)");

    private ReadLimit() {}

    /** @param parser that stands where it gave up */
    static String words(StreamConstraintsException e, JsonParser parser) {
        Matcher words = WORDS.matcher(e.getOriginalMessage());
        String why = words.find() ? words.group(1) + ")" : e.getOriginalMessage();
        JsonStreamContext at = parser.getParsingContext();
        boolean ofName = why.startsWith("Name ");
        return path(ofName && at.inObject() ? at.getParent() : at) + " is more than can be read: "
                + why.substring(0, 1).toLowerCase(Locale.ROOT) + why.substring(1);
    }

    private static String path(JsonStreamContext innermost) {
        Deque<JsonStreamContext> outside = new ArrayDeque<>();
        for (JsonStreamContext at = innermost; at != null && !at.inRoot(); at = at.getParent()) {
            outside.push(at);
        }
        String path = "$";
        for (JsonStreamContext at : outside) {
            if (path.length() > SHOWN) {
                return path + "…";
            }
            if (at.inArray()) {
                path += "[" + at.getCurrentIndex() + "]";
            } else if (at.hasCurrentName()) {
                path = StrictSchema.in(path, at.getCurrentName());
            }
        }
        return path;
    }
}
