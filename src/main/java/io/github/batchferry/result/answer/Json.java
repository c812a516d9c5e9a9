package io.github.batchferry.result.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parser of result lines. Depth is limited, lengths only by the line: an answer was paid for however long it is.
 * Raw control characters in strings are let through for the same reason.
 */
public final class Json {
    static final int DEPTH = 1000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private static final ObjectReader TREES = new JsonMapper(FACTORY).readerFor(JsonNode.class);

    private static final JsonFactory LENIENT = JsonFactory.builder()
            .streamReadConstraints(FACTORY.streamReadConstraints())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .build();

    private static final Pattern STATUS = Pattern.compile("\\s*([1-9]\\d\\d)(?:\\.0+)?(?:\\s.*)?", Pattern.DOTALL);
    private static final int LONGEST_COUNT = 24;

    private Json() {}

    /** Its byte offsets count from {@code offset} on. Only for text that begins with an ASCII character, see below. */
    static JsonParser parser(byte[] bytes, int offset, int length) throws IOException {
        return FACTORY.createParser(bytes, offset, length);
    }

    /** The value that was found in a line. */
    public static JsonNode tree(Slice value) throws IOException {
        return TREES.readTree(value.array(), value.offset(), value.length());
    }

    /** For what programs print that mean JSON. */
    static JsonParser lenient(String text) throws IOException {
        return LENIENT.createParser(text);
    }

    /** Whether a line begins as an object does in UTF-8; Jackson would go on to guess UTF-16 and UTF-32. */
    static boolean beginsObject(byte[] bytes, int offset, int length) {
        return length >= 2 && bytes[offset] == '{' && bytes[offset + 1] != 0;
    }

    /** Whether the parser stands on this string. */
    static boolean is(JsonParser parser, String wanted) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING || parser.getTextLength() != wanted.length()) {
            return false;
        }
        char[] chars = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        for (int i = 0; i < wanted.length(); i++) {
            if (chars[offset + i] != wanted.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The natural number on which the parser stands, -1 for anything else; never converts a long one, never rounds. */
    static int count(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= 10) {
            long value = parser.getLongValue();
            return value < 0 || value > Integer.MAX_VALUE ? -1 : (int) value;
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT && parser.getTextLength() <= LONGEST_COUNT) {
            double value = parser.getDoubleValue();
            return value >= 0 && value <= Integer.MAX_VALUE && value == Math.rint(value) ? (int) value : -1;
        }
        parser.skipChildren();
        return -1;
    }

    /** The HTTP status on which the parser stands, as a number or as text such as {@code 200 OK}; 0 for anything else. */
    static int status(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            Matcher text = STATUS.matcher(parser.getText());
            return text.matches() ? Integer.parseInt(text.group(1)) : 0;
        }
        int number = count(parser);
        return number >= 100 && number <= 999 ? number : 0;
    }
}
