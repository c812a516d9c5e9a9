package io.github.batchferry.result;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;

/**
 * The parser of result lines. Depth is limited, lengths only by the line: an answer was paid for however long it is.
 * Raw control characters in strings are let through for the same reason.
 */
final class Json {
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

    private Json() {}

    /** Its byte offsets count from {@code offset} on. Only for text that begins with an ASCII character, see below. */
    static JsonParser parser(byte[] bytes, int offset, int length) throws IOException {
        return FACTORY.createParser(bytes, offset, length);
    }

    /** Whether a line begins as an object does in UTF-8; Jackson would go on to guess UTF-16 and UTF-32. */
    static boolean beginsObject(byte[] bytes, int offset, int length) {
        return length >= 2 && bytes[offset] == '{' && bytes[offset + 1] != 0;
    }
}
