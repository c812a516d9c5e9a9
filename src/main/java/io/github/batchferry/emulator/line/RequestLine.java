package io.github.batchferry.emulator.line;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What matters of one line of an input file.
 *
 * @param bodyFrom where the body stands in the line's bytes; 0 to 0 where there is none
 * @param fields of the body that are not null, each with the number of its elements; 1 where it is a single one, as an
 *     array of tokens is
 */
public record RequestLine(
        @Nullable String customId,
        @Nullable String method,
        @Nullable String url,
        int bodyFrom,
        int bodyTo,
        @Nullable String model,
        Map<String, Integer> fields,
        boolean streams) {
    public RequestLine {
        fields = Map.copyOf(fields);
    }

    /** @throws IOException where the line is not one JSON object */
    public static RequestLine parse(byte[] bytes, int offset, int length) throws IOException {
        if (length > 0 && bytes[offset] != '{' && bytes[offset] != ' ' && bytes[offset] != '\t') {
            throw new IOException("no object");
        }
        try (JsonParser parser = Json.MAPPER.createParser(bytes, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no object");
            }
            RequestLine line = new Reader(parser).line();
            if (parser.nextToken() != null) {
                throw new IOException("more than one value");
            }
            return line;
        }
    }

    boolean hasBody() {
        return bodyTo > bodyFrom;
    }

    int bodyBytes() {
        return bodyTo - bodyFrom;
    }

    /** Collects the fields on one way through the line. */
    private static final class Reader {
        private final JsonParser parser;
        private int bodyFrom;
        private int bodyTo;
        private @Nullable String model;
        private final Map<String, Integer> fields = new HashMap<>();
        private boolean streams;

        Reader(JsonParser parser) {
            this.parser = parser;
        }

        RequestLine line() throws IOException {
            String customId = null;
            String method = null;
            String url = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "custom_id" -> customId = text(value);
                    case "method" -> method = text(value);
                    case "url" -> url = text(value);
                    case "body" -> body(value);
                    default -> parser.skipChildren();
                }
            }
            return new RequestLine(customId, method, url, bodyFrom, bodyTo, model, fields, streams);
        }

        private void body(JsonToken begin) throws IOException {
            if (begin != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return;
            }
            bodyFrom = (int) parser.currentTokenLocation().getByteOffset();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "model" -> model = text(value);
                    case "stream" -> streams = value == JsonToken.VALUE_TRUE;
                    default -> {}
                }
                if (value != JsonToken.VALUE_NULL) {
                    fields.put(name, value == JsonToken.START_ARRAY ? elements() : 1);
                }
                parser.skipChildren();
            }
            bodyTo = (int) parser.currentLocation().getByteOffset();
        }

        private @Nullable String text(JsonToken value) throws IOException {
            parser.skipChildren();
            return value == JsonToken.VALUE_STRING ? parser.getText() : null;
        }

        private int elements() throws IOException {
            int count = 0;
            boolean tokens = false;
            for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
                tokens |= count == 0 && t.isNumeric();
                count++;
                parser.skipChildren();
            }
            return tokens ? 1 : count;
        }
    }
}
