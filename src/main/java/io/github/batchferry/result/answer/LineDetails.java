package io.github.batchferry.result.answer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.batchferry.request.endpoint.AnswerShape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a result line says beside its answer, read in one pass. Reused from line to line. */
public final class LineDetails {
    private static final int BODY_SHOWN = 1000;

    private final AnswerShape.Kind kind;

    @Nullable
    public String requestId;

    @Nullable
    public String finishReason;

    @Nullable
    public String model;

    /** The beginning of a body that is nothing but text. */
    @Nullable
    String bodyText;

    private ErrorWords lineError = new ErrorWords();
    private ErrorWords bodyError = new ErrorWords();
    private ErrorWords body = new ErrorWords();

    public LineDetails(AnswerShape shape) {
        this.kind = shape.kind();
    }

    public void read(Slice line) throws IOException {
        lineError = new ErrorWords();
        forgetResponse();
        try (JsonParser parser = Json.parser(line.array(), line.offset(), line.length())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "response" -> response(parser);
                    case "error" -> {
                        lineError = new ErrorWords();
                        lineError.read(parser);
                    }
                    default -> parser.skipChildren();
                }
            }
        }
    }

    /** The line's own error, else the one in the body, else a body that is itself an error; null where none says anything. */
    @Nullable
    ErrorWords error() {
        return !lineError.silent() ? lineError : !bodyError.silent() ? bodyError : body.silent() ? null : body;
    }

    private void forgetResponse() {
        requestId = null;
        forgetBody();
    }

    private void forgetBody() {
        finishReason = null;
        model = null;
        bodyText = null;
        bodyError = new ErrorWords();
        body = new ErrorWords();
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
            } else if (name.equals("body") && value != JsonToken.VALUE_NULL) {
                forgetBody();
                if (value == JsonToken.START_OBJECT) {
                    body(parser);
                } else {
                    textBody(text(parser));
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    private void textBody(@Nullable String text) {
        if (text == null) {
            return;
        }
        byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
        if (Json.beginsObject(bytes, 0, bytes.length)) {
            try (JsonParser parser = Json.parser(bytes, 0, bytes.length)) {
                parser.nextToken();
                body(parser);
                if (parser.nextToken() == null) {
                    return;
                }
            } catch (IOException e) {
                forgetBody();
            }
            forgetBody();
        }
        bodyText = text.substring(0, Math.min(BODY_SHOWN, text.length()));
    }

    private void body(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "choices" -> finishReason = kind == AnswerShape.Kind.CHOICES ? choices(parser) : finishReason;
                case "incomplete_details" ->
                    finishReason = kind == AnswerShape.Kind.ITEMS ? scalar(parser, "reason") : finishReason;
                case "model" -> model = text(parser);
                case "error" -> {
                    bodyError = new ErrorWords();
                    bodyError.read(parser);
                }
                default -> body.field(parser, name);
            }
            parser.skipChildren();
        }
    }

    /** The {@code finish_reason} of the choice that {@link ChoicesWalk} takes. */
    private static @Nullable String choices(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return scalar(parser, "finish_reason");
        }
        String found = null;
        long lowest = Long.MAX_VALUE;
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int place = 0; parser.nextToken() != JsonToken.END_ARRAY; place++) {
                if (parser.currentToken() != JsonToken.START_OBJECT) {
                    parser.skipChildren();
                    continue;
                }
                String reason = null;
                int order = place;
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    if (name.equals("index")) {
                        int index = Json.count(parser);
                        order = index < 0 ? place : index;
                    } else if (name.equals("finish_reason")) {
                        reason = text(parser);
                    } else {
                        parser.skipChildren();
                    }
                }
                if (order < lowest) {
                    lowest = order;
                    found = reason;
                }
            }
        }
        return found;
    }

    private static @Nullable String scalar(JsonParser parser, String wanted) throws IOException {
        String found = null;
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean here = parser.currentName().equals(wanted);
                parser.nextToken();
                if (here) {
                    found = text(parser);
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
