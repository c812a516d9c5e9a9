package io.github.batchferry.result.answer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.batchferry.shard.IdHash;
import java.io.IOException;

/** Reads what the index needs out of one result line, in one pass. Reused from line to line. */
public final class LineParser {
    public final AnswerWalk answer;

    /** The custom id, the first one in the line, without escapes; {@link #idLength} is -1 where none was seen. */
    public byte[] id = {};

    public int idOffset;
    public int idLength;
    public int httpStatus;
    /** Places relative to the line; a length of -1 where there is none. */
    public int bodyStart;

    public int bodyLength;
    /** Whether the body is a JSON string that holds the object; {@link #answer} then points into its unescaped text. */
    public boolean bodyIsText;

    private final AnswerRules rules;
    private final Judge judge;
    private final ErrorGlance error = new ErrorGlance();
    private boolean bodyIsObject;
    private int errorStart;
    private int errorLength;
    private byte[] unescaped = {};

    public LineParser(AnswerRules rules) {
        this.rules = rules;
        this.answer = AnswerWalk.of(rules.shape());
        this.judge = new Judge(rules, answer);
    }

    /** Returns false where the bytes are no result line; the id may have been seen all the same. */
    public boolean parse(byte[] bytes, int offset, int length) {
        idLength = -1;
        errorLength = -1;
        error.clear();
        forgetResponse();
        if (!Json.beginsObject(bytes, offset, length)) {
            return false;
        }
        try (JsonParser parser = Json.parser(bytes, offset, length)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "custom_id" -> readId(parser, bytes, offset, offset + length);
                    case "response" -> readResponse(parser, bytes, offset, offset + length);
                    case "error" -> readError(parser);
                    default -> parser.skipChildren();
                }
            }
            return parser.nextToken() == null && idLength >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Of a line that is one. */
    public Outcome outcome() {
        Verdict verdict = verdict();
        if (verdict == Verdict.ANSWER) {
            return Outcome.SUCCEEDED;
        }
        if (verdict.ofTheModel()) {
            return Outcome.FAILED;
        }
        if ("batch_expired".equals(error.code)) {
            return Outcome.EXPIRED;
        }
        if ("batch_cancelled".equals(error.code)) {
            return Outcome.CANCELLED;
        }
        return error.says || !accepted() || bodyLength >= 0 ? Outcome.FAILED : Outcome.INVALID;
    }

    /** What an accepted request's body comes to; {@link Verdict#NO_ANSWER} for one that was not. */
    public Verdict verdict() {
        return bodyIsObject && accepted() ? judge.verdict() : Verdict.NO_ANSWER;
    }

    /** What is wrong with an answer of {@link Verdict#INVALID_OUTPUT}. */
    String problem() {
        return judge.problem();
    }

    /** Whether what the model came to is bought again because the write asks for that. */
    boolean goesAgain() {
        return rules.buysInvalidAgain() && verdict() == Verdict.INVALID_OUTPUT;
    }

    /** Whether the server says 2xx, or no status that can be read. */
    boolean accepted() {
        return httpStatus == 0 || httpStatus / 100 == 2;
    }

    /** Whether the server accepted the request, names no error, and gives no answer either. */
    boolean holdsNoAnswer() {
        return accepted() && !error.says && verdict() == Verdict.NO_ANSWER;
    }

    /** Equal for lines that say the same: a hash of the body, else of the error. */
    public long content(byte[] bytes, int offset) {
        return bodyLength >= 0
                ? IdHash.of(bytes, offset + bodyStart, bodyLength)
                : errorLength >= 0 ? IdHash.of(bytes, offset + errorStart, errorLength) : 0;
    }

    /** Looks for nothing but the id. */
    void parseId(byte[] bytes, int offset, int length) {
        idLength = -1;
        if (!Json.beginsObject(bytes, offset, length)) {
            return;
        }
        try (JsonParser parser = Json.parser(bytes, offset, length)) {
            parser.nextToken();
            while (idLength < 0 && parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean here = parser.currentName().equals("custom_id");
                parser.nextToken();
                if (here) {
                    readId(parser, bytes, offset, offset + length);
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            idLength = -1;
        }
    }

    private void readId(JsonParser parser, byte[] bytes, int offset, int end) throws IOException {
        if (idLength >= 0 || parser.currentToken() != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            return;
        }
        int start = offset + (int) parser.currentTokenLocation().getByteOffset() + 1;
        int close = Scan.findQuoteOrEscape(bytes, start, end);
        if (close < end && bytes[close] == '"') {
            id = bytes;
            idOffset = start;
            idLength = close - start;
        } else {
            parser.finishToken();
            close = Scan.closingQuote(bytes, start, end);
            id = new byte[close - start];
            idOffset = 0;
            idLength = Unescape.to(id, 0, bytes, start, close - start);
        }
    }

    private void forgetResponse() {
        httpStatus = 0;
        forgetBody();
    }

    private void forgetBody() {
        bodyLength = -1;
        bodyIsObject = false;
        bodyIsText = false;
        answer.reset();
        judge.forget();
    }

    private void readResponse(JsonParser parser, byte[] bytes, int offset, int end) throws IOException {
        forgetResponse();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("status_code")) {
                httpStatus = Json.status(parser);
            } else if (name.equals("body") && value != JsonToken.VALUE_NULL) {
                forgetBody();
                bodyStart = (int) parser.currentTokenLocation().getByteOffset();
                if (value == JsonToken.START_OBJECT) {
                    answer.body(parser, bytes, offset, end);
                    bodyIsObject = true;
                }
                bodyLength = endOf(parser) - bodyStart;
                if (value == JsonToken.VALUE_STRING) {
                    readText(bytes, offset + bodyStart + 1, bodyLength - 2);
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    /** The object that a string holds, if it holds one and nothing else. */
    private void readText(byte[] bytes, int start, int length) {
        if (unescaped.length < length) {
            unescaped = new byte[length];
        }
        int end = Unescape.to(unescaped, 0, bytes, start, length);
        int from = 0;
        while (from < end && unescaped[from] <= ' ' && unescaped[from] > 0) {
            from++;
        }
        if (!Json.beginsObject(unescaped, from, end - from)) {
            return;
        }
        try (JsonParser parser = Json.parser(unescaped, from, end - from)) {
            parser.nextToken();
            answer.body(parser, unescaped, from, end);
            bodyIsObject = parser.nextToken() == null;
        } catch (IOException e) {
            bodyIsObject = false;
        }
        bodyIsText = bodyIsObject;
        if (!bodyIsObject) {
            answer.reset();
        }
        judge.forget();
    }

    private void readError(JsonParser parser) throws IOException {
        errorLength = -1;
        error.clear();
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            errorStart = (int) parser.currentTokenLocation().getByteOffset();
            error.read(parser);
            errorLength = error.says ? endOf(parser) - errorStart : -1;
        }
    }

    /** Where the value on which the parser stands, or whose end it has reached, ends. */
    private static int endOf(JsonParser parser) throws IOException {
        parser.skipChildren();
        parser.finishToken();
        return (int) parser.currentLocation().getByteOffset();
    }
}
