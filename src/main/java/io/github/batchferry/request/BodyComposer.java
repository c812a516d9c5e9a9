package io.github.batchferry.request;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.github.batchferry.request.endpoint.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks JSON that comes from a column and writes it as one compact physical line. The fields of a body win over the
 * constants of the write, which fill in what it lacks.
 */
final class BodyComposer {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private final RequestTemplate template;
    private final Endpoint endpoint;
    private final LineBuffer composed = new LineBuffer(4096);
    private Utf8 model = new Utf8();
    private int inputs;

    BodyComposer(RequestTemplate template, Endpoint endpoint) {
        this.template = template;
        this.endpoint = endpoint;
    }

    LineBuffer composed() {
        return composed;
    }

    Utf8 model() {
        return model;
    }

    int inputs() {
        return inputs;
    }

    @Nullable
    Rejection messages(Utf8 json) {
        String column = template.payloadColumn();
        composed.truncate(0);
        if (!json.isWellFormed()) {
            return Rejection.invalidUtf8(column);
        }
        try (JsonParser in = JSON.createParser(json.bytes(), json.offset(), json.length());
                JsonGenerator out = JSON.createGenerator(composed, JsonEncoding.UTF8)) {
            if (in.nextToken() != JsonToken.START_ARRAY) {
                return Rejection.notMessages(column, "it starts with " + name(in.currentToken()));
            }
            Rejection empty = messages(in, out, column);
            if (empty != null) {
                return empty;
            }
            return in.nextToken() == null ? null : Rejection.notMessages(column, "more text follows it");
        } catch (JsonProcessingException e) {
            return Rejection.notMessages(column, "malformed at byte " + at(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Nullable
    Rejection body(Utf8 json, Utf8 defaultModel) {
        String column = template.payloadColumn();
        composed.truncate(0);
        model = defaultModel;
        inputs = 0;
        if (!json.isWellFormed()) {
            return Rejection.invalidUtf8(column);
        }
        try (JsonParser in = JSON.createParser(json.bytes(), json.offset(), json.length());
                JsonGenerator out = JSON.createGenerator(composed, JsonEncoding.UTF8)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return Rejection.notAnObject(column, "it starts with " + name(in.currentToken()));
            }
            out.writeStartObject();
            Set<String> seen = new HashSet<>();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String field = in.currentName();
                seen.add(field);
                out.writeFieldName(field);
                in.nextToken();
                Rejection rejection = field(field, in, out, column);
                if (rejection != null) {
                    return rejection;
                }
            }
            fill(out, seen, defaultModel);
            return in.nextToken() == null ? null : Rejection.notAnObject(column, "more text follows it");
        } catch (JsonProcessingException e) {
            return Rejection.notAnObject(column, "malformed at byte " + at(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Rejection field(String field, JsonParser in, JsonGenerator out, String column)
            throws IOException {
        if (field.equals("stream") && in.currentToken() == JsonToken.VALUE_TRUE) {
            return Rejection.streaming(column);
        }
        if (field.equals("model")) {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                return Rejection.notAnObject(column, "its model is no string");
            }
            model = Utf8.of(in.getText());
        }
        if (template.asksForSchema(endpoint, field)) {
            return Rejection.schemaInBody(column, field);
        }
        if (field.equals(endpoint.field())) {
            if (endpoint.takesMessages() && in.currentToken() == JsonToken.START_ARRAY) {
                return messages(in, out, column);
            }
            if (endpoint.inputs().takesArrays()) {
                return input(in, out, column);
            }
        }
        copy(in, out);
        return null;
    }

    private static @Nullable Rejection messages(JsonParser in, JsonGenerator out, String column) throws IOException {
        out.writeStartArray();
        int count = 0;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            copy(in, out);
            count++;
        }
        out.writeEndArray();
        return count == 0 ? Rejection.noMessages(column) : null;
    }

    private @Nullable Rejection input(JsonParser in, JsonGenerator out, String column) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            inputs = 1;
            boolean empty = in.currentToken() == JsonToken.VALUE_STRING && in.getTextLength() == 0;
            copy(in, out);
            return empty ? Rejection.emptyInput(column) : null;
        }
        out.writeStartArray();
        boolean tokens = false;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            tokens |= in.currentToken().isNumeric();
            inputs++;
            copy(in, out);
        }
        out.writeEndArray();
        if (inputs == 0) {
            return Rejection.emptyInput(column);
        }
        if (tokens) {
            inputs = 1;
        }
        int limit = endpoint.inputs().mostTexts();
        return inputs > limit ? Rejection.tooManyInputs(column, inputs, limit) : null;
    }

    /** Copies the value on which the parser stands, and of a number every character. */
    private static void copy(JsonParser in, JsonGenerator out) throws IOException {
        int depth = 0;
        do {
            JsonToken token = in.currentToken();
            if (token.isNumeric()) {
                out.writeNumber(in.getText());
            } else {
                out.copyCurrentEvent(in);
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        } while (depth > 0 && in.nextToken() != null);
    }

    private void fill(JsonGenerator out, Set<String> seen, Utf8 defaultModel) throws IOException {
        for (Map.Entry<String, String> constant : template.constants().entrySet()) {
            if (!seen.contains(constant.getKey())) {
                out.writeFieldName(constant.getKey());
                out.writeRawValue(constant.getValue());
            }
        }
        if (!seen.contains("model") && !defaultModel.isNull()) {
            out.writeFieldName("model");
            out.writeUTF8String(defaultModel.bytes(), defaultModel.offset(), defaultModel.length());
        }
        out.writeEndObject();
    }

    private static String name(@Nullable JsonToken token) {
        return token == null ? "nothing" : token.name();
    }

    private static long at(JsonProcessingException e) {
        return e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
    }
}
