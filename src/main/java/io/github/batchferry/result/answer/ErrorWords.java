package io.github.batchferry.result.answer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words of one error, gathered from wherever servers put them: its own fields, objects inside it, JSON in its message,
 * a status in front of its message. What stands further out counts first. For one error.
 */
final class ErrorWords {
    private static final int DEPTH = 5;
    private static final int LONGEST_WRAPPED = 64 * 1024;
    private static final Pattern STATUS_IN_FRONT = Pattern.compile(
            "\\s*(?:error code|status code|http(?: status)?(?: code)?)\\s*[:=]?\\s*([45]\\d\\d)\\b[\\s:,.\\-]*(.*)",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern STATUS = Pattern.compile("[45]\\d\\d");
    private static final Pattern PYTHON = Pattern.compile("([:\\[,]\\s*)(?:None|True|False)\\b");

    private @Nullable String code;
    private @Nullable String message;
    private @Nullable String type;
    private @Nullable String param;
    private int status;

    /** Reads the value on which the parser stands, to its end. */
    void read(JsonParser parser) throws IOException {
        value(parser, 0);
    }

    /** Reads the value of a field of an error; leaves other fields unread. */
    void field(JsonParser parser, String name) throws IOException {
        field(parser, name, 0);
    }

    boolean silent() {
        return code == null && message == null && status == 0;
    }

    /** The words as people read them, clean; with the status that they name, else the one given. */
    RowError told(int httpStatus) {
        boolean more = true;
        for (int i = 0; more && i < DEPTH; i++) {
            more = message != null && unwrap(message);
        }
        return new RowError(
                ForeignText.clean(code),
                ForeignText.clean(message),
                ForeignText.clean(type),
                ForeignText.clean(param),
                status != 0 ? status : httpStatus);
    }

    /** Takes one wrapping off the message; false where there is none. */
    private boolean unwrap(String wrapped) {
        String rest = wrapped;
        Matcher front = STATUS_IN_FRONT.matcher(wrapped);
        if (front.matches()) {
            status = Integer.parseInt(front.group(1));
            rest = front.group(2).isBlank() ? wrapped : front.group(2);
        }
        String json = rest.strip();
        ErrorWords inner = new ErrorWords();
        if ((json.startsWith("{") || json.startsWith("[{")) && json.length() <= LONGEST_WRAPPED) {
            inner.readText(json);
            if (inner.message == null) {
                inner.readText(PYTHON.matcher(json).replaceAll("$1null"));
            }
        }
        code = code == null || inner.code != null && STATUS.matcher(code).matches() ? inner.code : code;
        type = type == null ? inner.type : type;
        param = param == null ? inner.param : param;
        status = inner.status != 0 ? inner.status : status;
        message = inner.message == null ? rest : inner.message;
        return !message.equals(wrapped);
    }

    /** Also of what only looks like JSON, as far as it goes. */
    private void readText(String json) {
        try (JsonParser parser = Json.lenient(json)) {
            parser.nextToken();
            read(parser);
        } catch (IOException e) {
            return;
        }
    }

    private void value(JsonParser parser, int depth) throws IOException {
        JsonToken token = parser.currentToken();
        if (depth == DEPTH) {
            parser.skipChildren();
        } else if (token == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                field(parser, name, depth);
                parser.skipChildren();
            }
        } else if (token == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                value(parser, depth + 1);
            }
        } else {
            message = message == null ? text(parser) : message;
        }
    }

    private void field(JsonParser parser, String name, int depth) throws IOException {
        boolean scalar = parser.currentToken().isScalarValue();
        switch (name) {
            case "code" -> {
                String said = scalar ? text(parser) : null;
                code = code == null && !"0".equals(said) ? said : code;
                status = status == 0 ? status(said) : status;
            }
            case "status", "status_code", "statusCode", "http_status" ->
                status = status == 0 && scalar ? status(text(parser)) : status;
            case "message", "msg" -> message = message == null && scalar ? text(parser) : message;
            case "type" -> type = type == null && scalar ? text(parser) : type;
            case "param" -> param = param == null && scalar ? text(parser) : param;
            case "error", "details", "detail" -> value(parser, depth + 1);
            default -> {}
        }
    }

    private static int status(@Nullable String text) {
        return text != null && STATUS.matcher(text).matches() ? Integer.parseInt(text) : 0;
    }

    /** Null for null and for nothing but white space. */
    private static @Nullable String text(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        String text = parser.getText();
        return text.isBlank() ? null : text;
    }
}
