package io.github.batchferry.result;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.batchferry.request.AnswerShape;
import io.github.batchferry.shard.IdHash;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what the index needs out of one result line, in one pass. Reused from line to line. */
final class LineParser {
    private static final Set<String> PASSING = Set.of("request_timeout", "server_error", "rate_limit_exceeded");

    /** Of {@code {}} and {@code ""}, which some servers write where others write null. */
    private static final int EMPTY = 2;

    final AnswerWalk answer;

    /** The custom id, the first one in the line, without escapes; {@link #idLength} is -1 where none was seen. */
    byte[] id = {};

    int idOffset;
    int idLength;
    int httpStatus;
    /** Places relative to the line; a length of -1 where there is none. */
    int bodyStart;

    int bodyLength;
    private boolean bodyIsText;
    private int errorStart;
    private int errorLength;
    private @Nullable String errorCode;

    LineParser(AnswerShape shape) {
        this.answer = new AnswerWalk(shape);
    }

    /** Returns false where the bytes are no result line; the id may have been seen all the same. */
    boolean parse(byte[] bytes, int offset, int length) {
        idLength = -1;
        errorLength = -1;
        errorCode = null;
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

    Outcome outcome() {
        if ("batch_expired".equals(errorCode)) {
            return Outcome.EXPIRED;
        }
        if ("batch_cancelled".equals(errorCode)) {
            return Outcome.CANCELLED;
        }
        if (errorLength >= 0
                || httpStatus >= 400
                || "failed".equals(answer.status)
                || httpStatus == 0 && answer.hasError) {
            return Outcome.FAILED;
        }
        return bodyLength >= 0 ? Outcome.SUCCEEDED : Outcome.INVALID;
    }

    /** Whether a failure is one that another attempt may not meet. */
    boolean failedForNow() {
        String code = errorCode != null ? errorCode : answer.errorCode;
        return httpStatus == 408
                || httpStatus == 409
                || httpStatus == 429
                || httpStatus >= 500
                || code != null && PASSING.contains(code);
    }

    /** Equal for lines that say the same: a hash of the body, else of the error. */
    long content(byte[] bytes, int offset) {
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
        bodyLength = -1;
        answer.reset();
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
                httpStatus = Math.min(0xFFFF, Math.max(0, AnswerWalk.smallInt(parser)));
            } else if (name.equals("body") && value != JsonToken.VALUE_NULL) {
                answer.reset();
                bodyStart = (int) parser.currentTokenLocation().getByteOffset();
                if (value == JsonToken.START_OBJECT) {
                    answer.body(parser, bytes, offset, end);
                }
                bodyLength = endOf(parser) - bodyStart;
            } else {
                parser.skipChildren();
            }
        }
    }

    private void readError(JsonParser parser) throws IOException {
        errorLength = -1;
        errorCode = null;
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            errorStart = (int) parser.currentTokenLocation().getByteOffset();
            errorCode = AnswerWalk.code(parser);
            errorLength = endOf(parser) - errorStart;
            if (errorLength <= EMPTY) {
                errorLength = -1;
            }
        }
    }

    /** Where the value on which the parser stands, or whose end it has reached, ends. */
    private static int endOf(JsonParser parser) throws IOException {
        parser.skipChildren();
        parser.finishToken();
        return (int) parser.currentLocation().getByteOffset();
    }
}
