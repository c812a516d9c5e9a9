package io.github.batchferry.request;

import io.github.batchferry.request.endpoint.Endpoint;
import io.github.batchferry.request.endpoint.RequestForm;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;

/** Templates and request lines for tests, without Spark. */
final class Requests {
    static final String COLUMN = "ask";

    private final RequestWriter writer;
    private final RowValues values = new RowValues();

    Requests(RequestTemplate template) {
        writer = new RequestWriter(template);
    }

    static RequestTemplate template(Endpoint endpoint, RequestForm form) {
        return new RequestTemplate(endpoint.path(), form, COLUMN, "m", null, null, new LinkedHashMap<>());
    }

    static RequestTemplate withSystem(RequestTemplate template, String system) {
        return new RequestTemplate(
                template.endpointPath(),
                template.form(),
                COLUMN,
                template.model(),
                template.modelColumn(),
                system,
                template.constants());
    }

    static RequestTemplate withModel(RequestTemplate template, String model, String modelColumn) {
        return new RequestTemplate(
                template.endpointPath(),
                template.form(),
                COLUMN,
                model,
                modelColumn,
                template.systemPrompt(),
                template.constants());
    }

    /** Names and JSON texts in turns. */
    static RequestTemplate withConstants(RequestTemplate template, String... fields) {
        LinkedHashMap<String, String> constants = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            constants.put(fields[i], fields[i + 1]);
        }
        return new RequestTemplate(
                template.endpointPath(),
                template.form(),
                COLUMN,
                template.model(),
                template.modelColumn(),
                template.systemPrompt(),
                constants);
    }

    RowValues values() {
        return values;
    }

    RequestWriter writer() {
        return writer;
    }

    /** The line of a row with this payload, or the code of its rejection. */
    String line(String payload) {
        values.payload.point(payload.getBytes(StandardCharsets.UTF_8));
        return lineOfValues();
    }

    String texts(String... texts) {
        List<byte[]> all = List.of(texts).stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        values.texts = new RowValues.Texts() {
            @Override
            public int size() {
                return all.size();
            }

            @Override
            public void point(int element, Utf8 at) {
                at.point(all.get(element));
            }
        };
        return lineOfValues();
    }

    String lineOfValues() {
        Rejection rejection = writer.prepare(values);
        if (rejection != null) {
            return rejection.code();
        }
        LineBuffer out = new LineBuffer(16);
        out.raw("before");
        int body = writer.write(Utf8.of("id-1"), out);
        if (body < 0) {
            return writer.invalidUtf8().code();
        }
        String line = new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8);
        String marked = new String(out.bytes(), body, out.length() - body, StandardCharsets.UTF_8);
        if (!line.startsWith("before{\"custom_id\":\"id-1\",\"method\":\"POST\",\"url\":\"")
                || !line.endsWith(",\"body\":" + marked)) {
            throw new AssertionError("not a request line: " + line);
        }
        return line.substring("before".length());
    }

    /** The body alone. */
    String body(String payload) {
        return bodyOf(line(payload));
    }

    static String bodyOf(String line) {
        int at = line.indexOf(",\"body\":");
        return at < 0 ? line : line.substring(at + ",\"body\":".length(), line.length() - 2);
    }
}
