package io.github.batchferry.emulator.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way to the client.
 *
 * @param status 0 where the connection ends without an answer
 * @param length of the body; below 0 where it is not known
 */
public record Told(int status, Map<String, String> headers, long length, Body body) {
    /** No answer. */
    public static final Told DROPPED = new Told(0, Map.of(), 0, sink -> {});

    static Told json(int status, JsonNode body) {
        return text(status, "application/json", body.toString());
    }

    static Told text(int status, String contentType, String text) {
        return bytes(status, Map.of("Content-Type", contentType), text.getBytes(StandardCharsets.UTF_8));
    }

    static Told bytes(int status, Map<String, String> headers, byte[] bytes) {
        return new Told(status, Map.copyOf(headers), bytes.length, sink -> sink.write(bytes));
    }

    /** An error body of the API. */
    static Told error(int status, String message, @Nullable String code) {
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("message", message)
                .put("type", status >= 500 ? "server_error" : "invalid_request_error")
                .putNull("param")
                .put("code", code);
        return json(status, body);
    }

    static Told page(int status) {
        return text(
                status,
                "text/html; charset=utf-8",
                "<!doctype html><html><head><title>Maintenance</title></head><body>We will be right back.</body></html>\n");
    }

    boolean succeeded() {
        return status / 100 == 2;
    }

    Told with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Told(status, Map.copyOf(more), length, body);
    }

    Told with(byte[] content) {
        return bytes(status, headers, content);
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            body.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    JsonNode json() {
        try {
            return Json.MAPPER.readTree(new String(bytes(), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** Writes the whole body. Does not close the sink. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream sink) throws IOException;
    }
}
