package io.github.batchferry.result;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.batchferry.request.AnswerShape;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a result line says beside its answer, read in one pass. Reused from line to line. */
final class LineDetails {
    private static final int BODY_SHOWN = 1000;

    private final List<String> finishPath;

    @Nullable
    String requestId;

    @Nullable
    String finishReason;

    @Nullable
    String model;

    private @Nullable RowError lineError;
    private @Nullable RowError bodyError;
    private @Nullable String bodyText;

    LineDetails(AnswerShape shape) {
        this.finishPath = shape.finishReason();
    }

    void read(Slice line) throws IOException {
        lineError = null;
        forgetResponse();
        try (JsonParser parser = Json.parser(line.array(), line.offset(), line.length())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "response" -> response(parser);
                    case "error" -> lineError = error(parser);
                    default -> parser.skipChildren();
                }
            }
        }
    }

    /** The line's own error, else that in the body, else the beginning of a body that is nothing but text. */
    RowError error(int httpStatus) {
        RowError said = lineError != null ? lineError : bodyError;
        return said == null
                ? new RowError(null, bodyText, null, null, httpStatus)
                : new RowError(said.code(), said.message(), said.type(), said.param(), httpStatus);
    }

    private void forgetResponse() {
        requestId = null;
        forgetBody();
    }

    private void forgetBody() {
        finishReason = null;
        model = null;
        bodyError = null;
        bodyText = null;
    }

    private void response(JsonParser parser) throws IOException {
        forgetResponse();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("request_id")) {
                requestId = text(parser);
            } else if (name.equals("body")) {
                forgetBody();
                if (value == JsonToken.START_OBJECT) {
                    body(parser);
                } else {
                    String text = text(parser);
                    bodyText = text == null ? null : text.substring(0, Math.min(BODY_SHOWN, text.length()));
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    private void body(JsonParser parser) throws IOException {
        RowError nested = null;
        String[] own = new String[4];
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (!finishPath.isEmpty() && name.equals(finishPath.get(0))) {
                finishReason = find(parser, 1);
            } else if (name.equals("model")) {
                model = text(parser);
            } else if (name.equals("error")) {
                nested = error(parser);
            } else {
                errorField(parser, name, own);
            }
        }
        bodyError = nested != null ? nested : new RowError(own[0], own[1], own[2], own[3], 0);
    }

    private static @Nullable RowError error(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return new RowError(null, text(parser), null, null, 0);
        }
        String[] fields = new String[4];
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            errorField(parser, name, fields);
        }
        return new RowError(fields[0], fields[1], fields[2], fields[3], 0);
    }

    private static void errorField(JsonParser parser, String name, @Nullable String[] fields) throws IOException {
        switch (name) {
            case "code" -> fields[0] = text(parser);
            case "message" -> fields[1] = text(parser);
            case "type" -> fields[2] = text(parser);
            case "param" -> fields[3] = text(parser);
            default -> parser.skipChildren();
        }
    }

    /** In an array its first element counts. */
    private @Nullable String find(JsonParser parser, int level) throws IOException {
        if (level == finishPath.size()) {
            return text(parser);
        }
        String found = null;
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean here = parser.currentName().equals(finishPath.get(level));
                parser.nextToken();
                if (here) {
                    found = find(parser, level + 1);
                } else {
                    parser.skipChildren();
                }
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                if (i == 0) {
                    found = find(parser, level);
                } else {
                    parser.skipChildren();
                }
            }
        }
        return found;
    }

    /** The scalar on which the parser stands, null for null and for anything that is no scalar. */
    private static @Nullable String text(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL
                || !parser.currentToken().isScalarValue()) {
            parser.skipChildren();
            return null;
        }
        return parser.getText();
    }
}
