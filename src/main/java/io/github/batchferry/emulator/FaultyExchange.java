package io.github.batchferry.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.github.batchferry.emulator.fault.FaultScript.OnRequest;
import io.github.batchferry.emulator.fault.FaultScript.Slow;
import io.github.batchferry.emulator.line.Json;
import io.github.batchferry.emulator.wire.Refusal;
import io.github.batchferry.emulator.wire.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** An exchange that something happens to. */
final class FaultyExchange {
    private final HttpExchange exchange;
    private final OnRequest fault;
    private final Effect effect;
    private final String requestId;

    FaultyExchange(HttpExchange exchange, OnRequest fault, Effect effect, String requestId) {
        this.exchange = exchange;
        this.fault = fault;
        this.effect = effect;
        this.requestId = requestId;
    }

    /** Leaves the exchange open; closing it without an answer breaks the connection. */
    void answer() throws IOException, InterruptedException {
        if (fault.delayMillis() != null) {
            Server.pause(fault.delayMillis());
        }
        if ("before".equals(fault.drop())) {
            return;
        }
        if (fault.status() != null && !"after".equals(fault.when())) {
            Server.drain(exchange.getRequestBody());
            Server.send(exchange, told(fault.status()), requestId);
            return;
        }
        Reply reply = effect.reply();
        if ("after".equals(fault.drop()) || reply.isAbsent()) {
            return;
        }
        if (fault.status() != null) {
            Server.send(exchange, told(fault.status()), requestId);
        } else if (fault.truncate() != null) {
            byte[] whole = bytes(reply);
            Server.head(exchange, whole(reply, whole), requestId);
            exchange.getResponseBody().write(whole, 0, (int) Math.min(whole.length, fault.truncate()));
            exchange.getResponseBody().flush();
        } else if (fault.slow() != null) {
            byte[] whole = bytes(reply);
            Server.head(exchange, whole(reply, whole), requestId);
            trickle(whole, fault.slow());
        } else {
            Server.send(exchange, reply, requestId);
        }
    }

    private void trickle(byte[] whole, Slow slow) throws IOException, InterruptedException {
        try (OutputStream sink = exchange.getResponseBody()) {
            for (int from = 0; from < whole.length; from += slow.bytes()) {
                sink.write(whole, from, Math.min(slow.bytes(), whole.length - from));
                sink.flush();
                Server.pause(slow.everyMillis());
            }
        }
    }

    private Reply told(int status) {
        JsonNode body = fault.body();
        byte[] bytes;
        String type = "application/json";
        if (fault.bodyBase64() != null) {
            bytes = Base64.getDecoder().decode(fault.bodyBase64());
        } else if (body == null) {
            bytes = Json.bytes(
                    Refusal.body("The emulator was told to answer " + status + ".", "server_error", null, null));
        } else if (body.isTextual()) {
            bytes = body.textValue().getBytes(StandardCharsets.UTF_8);
            type = "text/plain; charset=utf-8";
        } else {
            bytes = Json.bytes(body);
        }
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", type));
        if (fault.headers() != null) {
            headers.putAll(fault.headers());
        }
        return new Reply(status, headers, bytes.length, sink -> sink.write(bytes));
    }

    private static byte[] bytes(Reply reply) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        reply.body().writeTo(bytes);
        return bytes.toByteArray();
    }

    private static Reply whole(Reply reply, byte[] bytes) {
        return new Reply(reply.status(), reply.headers(), bytes.length, sink -> sink.write(bytes));
    }

    /** Does what was asked. */
    @FunctionalInterface
    interface Effect {
        Reply reply() throws IOException;
    }
}
