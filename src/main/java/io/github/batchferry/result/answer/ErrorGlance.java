package io.github.batchferry.result.answer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Whether an error says anything, and its code. {@code {}}, {@code ""} and one whose code and message are null or empty say nothing. */
final class ErrorGlance {
    boolean says;

    @Nullable
    String code;

    void clear() {
        says = false;
        code = null;
    }

    /** Reads the value on which the parser stands, to its end. */
    void read(JsonParser parser) throws IOException {
        clear();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            says = parser.currentToken().isScalarValue() ? filled(parser) : holdsValue(parser);
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (!parser.nextToken().isScalarValue()) {
                says |= holdsValue(parser);
            } else if (name.equals("code")) {
                code = filled(parser) ? parser.getText() : null;
                says |= code != null;
            } else if (name.equals("message")) {
                says |= filled(parser);
            }
        }
    }

    private static boolean filled(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL, VALUE_FALSE -> false;
            case VALUE_STRING -> !parser.getText().isBlank();
            case VALUE_NUMBER_INT -> !parser.getText().equals("0");
            default -> true;
        };
    }

    private static boolean holdsValue(JsonParser parser) throws IOException {
        boolean holds = false;
        for (int open = 1; open > 0; ) {
            JsonToken token = parser.nextToken();
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            holds |= token.isScalarValue() && filled(parser);
        }
        return holds;
    }
}
