package io.github.batchferry.result;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.batchferry.request.AnswerShape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks one answer body, in one pass, to its outputs, its usage and its own verdict. Reused from body to body. */
final class AnswerWalk {
    private final AnswerShape shape;
    private final List<String> path;
    private final String inputDetails;
    private final @Nullable String outputDetails;
    private byte[] bytes = {};
    private int base;
    private int end;

    /** The outputs found, as places in the array given to {@link #body}: strings between their quotes. */
    int hits;

    int[] starts = new int[4];
    int[] ends = new int[4];
    int[] indexes = new int[4];
    boolean refused;
    final int[] usage = new int[5];

    @Nullable
    String status;

    boolean hasError;

    @Nullable
    String errorCode;

    AnswerWalk(AnswerShape shape) {
        this.shape = shape;
        this.path = shape.output();
        this.inputDetails = shape.inputTokens() + "_details";
        this.outputDetails = shape.outputTokens() == null ? null : shape.outputTokens() + "_details";
    }

    /** Whether a place found is a JSON array; else it is the inside of a JSON string. */
    static boolean isArray(byte[] bytes, int start) {
        return bytes[start - 1] != '"';
    }

    void reset() {
        hits = 0;
        refused = false;
        Arrays.fill(usage, -1);
        status = null;
        hasError = false;
        errorCode = null;
    }

    /**
     * Walks the object on which the parser stands, to its end.
     *
     * @param base where in the array the parser's offsets begin
     * @param end the end of the parser's range in the array
     */
    void body(JsonParser parser, byte[] bytes, int base, int end) throws IOException {
        this.bytes = bytes;
        this.base = base;
        this.end = end;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals(path.get(0))) {
                hits = 0;
                descend(parser, 1);
            } else if (name.equals("usage")) {
                usage(parser);
            } else if (name.equals("error")) {
                hasError = value != JsonToken.VALUE_NULL;
                errorCode = code(parser);
            } else if (name.equals("status") && value == JsonToken.VALUE_STRING) {
                status = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
    }

    /** The {@code code} of the error on which the parser stands, null where it has none. */
    static @Nullable String code(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return null;
        }
        String code = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals("code");
            if (parser.nextToken().isScalarValue() && wanted) {
                code = parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getText();
            } else {
                parser.skipChildren();
            }
        }
        return code;
    }

    private void descend(JsonParser parser, int level) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            object(parser, level, 0);
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                if (parser.currentToken() == JsonToken.START_OBJECT && (i == 0 || !shape.firstOnly())) {
                    object(parser, level, i);
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private void object(JsonParser parser, int level, int ordinal) throws IOException {
        boolean last = level == path.size() - 1;
        boolean typed = !last || shape.outputType() == null;
        int index = ordinal;
        int before = hits;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals(path.get(level))) {
                if (last) {
                    hits = before;
                    leaf(parser);
                } else {
                    descend(parser, level + 1);
                }
            } else if (last && name.equals("type") && value == JsonToken.VALUE_STRING) {
                typed |= parser.getText().equals(shape.outputType());
            } else if (last && name.equals("index") && value == JsonToken.VALUE_NUMBER_INT) {
                index = Math.max(0, smallInt(parser));
            } else if (last && name.equals("refusal") && value == JsonToken.VALUE_STRING) {
                refused = true;
            } else {
                parser.skipChildren();
            }
        }
        if (!typed) {
            hits = before;
        } else if (last && hits > before) {
            indexes[before] = index;
        }
    }

    private void leaf(JsonParser parser) throws IOException {
        int start = base + (int) parser.currentTokenLocation().getByteOffset();
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            hit(start + 1, Scan.closingQuote(bytes, start + 1, end));
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            boolean all = true;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                all &= parser.currentToken().isNumeric();
                parser.skipChildren();
            }
            if (all) {
                hit(start, base + (int) parser.currentLocation().getByteOffset());
            }
        } else {
            parser.skipChildren();
        }
    }

    private void hit(int start, int end) {
        if (hits == starts.length) {
            starts = Arrays.copyOf(starts, hits * 2);
            ends = Arrays.copyOf(ends, hits * 2);
            indexes = Arrays.copyOf(indexes, hits * 2);
        }
        starts[hits] = start;
        ends[hits] = end;
        indexes[hits] = 0;
        hits++;
    }

    private void usage(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals(shape.inputTokens())) {
                usage[0] = smallInt(parser);
            } else if (name.equals(shape.outputTokens())) {
                usage[2] = smallInt(parser);
            } else if (name.equals("total_tokens")) {
                usage[4] = smallInt(parser);
            } else if (name.equals(inputDetails)) {
                usage[1] = detail(parser, "cached_tokens");
            } else if (name.equals(outputDetails)) {
                usage[3] = detail(parser, "reasoning_tokens");
            } else {
                parser.skipChildren();
            }
        }
    }

    private static int detail(JsonParser parser, String wanted) throws IOException {
        int found = -1;
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean here = parser.currentName().equals(wanted);
                parser.nextToken();
                if (here) {
                    found = smallInt(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }
        return found;
    }

    /** The natural number on which the parser stands, -1 for anything else; never converts a long one. */
    static int smallInt(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= 10) {
            long value = parser.getLongValue();
            return value < 0 || value > Integer.MAX_VALUE ? -1 : (int) value;
        }
        parser.skipChildren();
        return -1;
    }
}
