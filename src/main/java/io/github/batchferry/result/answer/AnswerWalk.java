package io.github.batchferry.result.answer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.batchferry.request.endpoint.AnswerShape;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walks one answer body, in one pass, to its outputs, its usage and its own verdict. Reused from body to body. */
public abstract class AnswerWalk {
    private static final Map<String, Integer> INPUT_DETAILS =
            Map.of("cached_tokens", 1, "cache_write_tokens", 5, "image_tokens", 6);
    private static final Map<String, Integer> OUTPUT_DETAILS = Map.of("reasoning_tokens", 3, "image_tokens", 7);

    private final String key;
    private final AnswerShape shape;
    private final String inputDetails;
    private final @Nullable String outputDetails;
    private int base;
    private int end;
    private boolean failed;
    private byte[] plain = {};

    /** The array that {@link #found} points into. */
    public byte[] bytes = {};

    private final Found none = new Found();
    public Found found = none;
    /** In the order of {@link Usage}. */
    public final int[] usage = new int[Usage.FIELDS];

    final ErrorGlance error = new ErrorGlance();
    /** What the body as a whole says of its end. */
    Found.Ending ending = Found.Ending.OTHER;

    /** Where the string last asked for stands, between its quotes. */
    int stringStart;

    int stringEnd;

    /** @param key of the field under which the body has its answers */
    AnswerWalk(String key, AnswerShape shape) {
        this.key = key;
        this.shape = shape;
        this.inputDetails = shape.inputTokens() + "_details";
        this.outputDetails = shape.outputTokens() == null ? null : shape.outputTokens() + "_details";
    }

    static AnswerWalk of(AnswerShape shape) {
        return switch (shape.kind()) {
            case CHOICES -> new ChoicesWalk(shape);
            case ITEMS -> new ItemsWalk(shape);
            case VECTORS -> new VectorsWalk(shape);
            case RESULTS -> new ResultsWalk(shape);
            case IMAGES -> new ImagesWalk(shape);
            case VIDEO -> new VideoWalk(shape);
        };
    }

    /** Whether a place found is a JSON value of its own; else it is the inside of a JSON string. */
    public static boolean isValue(byte[] bytes, int start) {
        return bytes[start - 1] != '"';
    }

    /** Walks the value of the answers' field, to its end. */
    abstract void answers(JsonParser parser) throws IOException;

    /** Forgets what {@link #answers} found. */
    void forgetAnswers() {
        found = none;
        none.clear(0);
    }

    /** Whether there is something that the output can show. */
    boolean answered() {
        return found.outputs.hold()
                || found.calls.count > 0
                || found.outputs.count > 0 && !ended(Found.Ending.CUT) && !ended(Found.Ending.BROKEN);
    }

    /** The first answer that a limit of length cut; null where none was. */
    @Nullable
    Found cut() {
        return ended(Found.Ending.CUT) ? found : null;
    }

    /** Whether the body holds several answers, each with a number. */
    boolean several() {
        return false;
    }

    /** Reads another field of the body, if it means something here; else leaves the parser where it stands. */
    void other(JsonParser parser, String name) throws IOException {}

    /** Whether tool calls stand one by one, and only an array around them is JSON. */
    public boolean callsStandAlone() {
        return false;
    }

    final void reset() {
        forgetAnswers();
        Arrays.fill(usage, -1);
        failed = false;
        ending = Found.Ending.OTHER;
        error.clear();
    }

    final Verdict verdict() {
        if (error.says || failed) {
            return Verdict.ERROR;
        }
        if (found.refusals.count > 0) {
            return Verdict.REFUSED;
        }
        if (ended(Found.Ending.FILTERED)) {
            return Verdict.FILTERED;
        }
        return answered() ? Verdict.ANSWER : ended(Found.Ending.CUT) ? Verdict.INCOMPLETE : Verdict.NO_ANSWER;
    }

    /**
     * Walks the object on which the parser stands, to its end.
     *
     * @param base where in the array the parser's offsets begin
     * @param end the end of the parser's range in the array
     */
    final void body(JsonParser parser, byte[] bytes, int base, int end) throws IOException {
        this.bytes = bytes;
        this.base = base;
        this.end = end;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals(key)) {
                forgetAnswers();
                answers(parser);
            } else if (name.equals("usage")) {
                usage(parser);
            } else if (name.equals("error")) {
                error.read(parser);
            } else if (name.equals("status")) {
                failed = Json.is(parser, "failed");
                if (ending == Found.Ending.OTHER && Json.is(parser, "incomplete")) {
                    ending = Found.Ending.CUT;
                }
                parser.skipChildren();
            } else {
                other(parser, name);
                parser.skipChildren();
            }
        }
    }

    /** A part of a content: {@code {"type":"text","text":…}}, {@code {"type":"refusal","refusal":…}}. */
    final void part(JsonParser parser, Found into) throws IOException {
        boolean typed = false;
        int textStart = -1;
        int textEnd = -1;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            boolean string = parser.nextToken() == JsonToken.VALUE_STRING;
            if (string && name.equals("type")) {
                typed = Json.is(parser, "output_text") || Json.is(parser, "text");
            } else if (string && name.equals("text")) {
                string(parser);
                textStart = stringStart;
                textEnd = stringEnd;
            } else if (string && name.equals("refusal")) {
                refusal(parser, into);
            } else {
                parser.skipChildren();
            }
        }
        if (typed && textStart >= 0) {
            into.outputs.add(textStart, textEnd, 0);
        }
    }

    /** A content: a string, a part, or an array of these. */
    final void content(JsonParser parser, Found into) throws IOException {
        switch (parser.currentToken()) {
            case VALUE_STRING -> text(parser, into);
            case START_OBJECT -> part(parser, into);
            case START_ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    switch (parser.currentToken()) {
                        case VALUE_STRING -> text(parser, into);
                        case START_OBJECT -> part(parser, into);
                        default -> parser.skipChildren();
                    }
                }
            }
            default -> {}
        }
    }

    final void refusal(JsonParser parser, Found into) {
        string(parser);
        if (stringEnd > stringStart) {
            into.refusals.add(stringStart, stringEnd, 0);
        }
    }

    /** Where the value begins on which the parser stands. */
    final int start(JsonParser parser) {
        return base + (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Where the array or object ends whose end the parser has reached. */
    final int end(JsonParser parser) {
        return base + (int) parser.currentLocation().getByteOffset();
    }

    final void string(JsonParser parser) {
        stringStart = start(parser) + 1;
        stringEnd = Scan.closingQuote(bytes, stringStart, end);
    }

    /** Of the base64 in the string last asked for, in bytes; -1 where it is none. */
    final int decodedLength() {
        int length = stringEnd - stringStart;
        if (Scan.find(bytes, stringStart, stringEnd, '\\') == stringEnd) {
            return Base64Text.decodedLength(bytes, stringStart, length);
        }
        if (plain.length < length) {
            plain = new byte[length];
        }
        return Base64Text.decodedLength(plain, 0, Unescape.to(plain, 0, bytes, stringStart, length));
    }

    final boolean ended(Found.Ending how) {
        return ending == how || found.ending == how;
    }

    private void text(JsonParser parser, Found into) {
        string(parser);
        into.outputs.add(stringStart, stringEnd, 0);
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
                usage[0] = Json.count(parser);
            } else if (name.equals(shape.outputTokens())) {
                usage[2] = Json.count(parser);
            } else if (name.equals("total_tokens")) {
                usage[4] = Json.count(parser);
            } else if (name.equals(inputDetails)) {
                details(parser, INPUT_DETAILS);
            } else if (name.equals(outputDetails)) {
                details(parser, OUTPUT_DETAILS);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void details(JsonParser parser, Map<String, Integer> places) throws IOException {
        places.values().forEach(place -> usage[place] = -1);
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            int place = places.getOrDefault(parser.currentName(), -1);
            parser.nextToken();
            if (place >= 0) {
                usage[place] = Json.count(parser);
            } else {
                parser.skipChildren();
            }
        }
    }
}
