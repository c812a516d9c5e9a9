package io.github.batchferry.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.batchferry.emulator.line.Json;
import io.github.batchferry.emulator.wire.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The JSON of an answer. */
final class Spoken {
    private static final String TYPE = "Content-Type";

    private Spoken() {}

    /** Missing where it is none. */
    static JsonNode json(Reply reply) {
        String type = reply.headers().getOrDefault(TYPE, "");
        if (!type.startsWith("application/json") || reply.length() == Reply.UNKNOWN) {
            return MissingNode.getInstance();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            reply.body().writeTo(bytes);
            JsonNode json = Json.MAPPER.readTree(bytes.toByteArray());
            return json == null ? MissingNode.getInstance() : json;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    static Reply with(Reply reply, JsonNode json) {
        return with(reply, reply.status(), json);
    }

    static Reply with(Reply reply, int status, JsonNode json) {
        return with(reply, status, "application/json", Json.bytes(json));
    }

    static Reply text(Reply reply, String text) {
        return with(reply, reply.status(), "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** The words of a refusal; empty where it has none. */
    static String message(Reply reply) {
        return json(reply).at("/error/message").asText("");
    }

    private static Reply with(Reply reply, int status, String type, byte[] bytes) {
        Map<String, String> headers = new HashMap<>(reply.headers());
        headers.put(TYPE, type);
        return new Reply(status, headers, bytes.length, sink -> sink.write(bytes));
    }
}
