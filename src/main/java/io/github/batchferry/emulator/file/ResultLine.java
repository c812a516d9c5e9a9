package io.github.batchferry.emulator.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.github.batchferry.emulator.answer.Answer;
import io.github.batchferry.emulator.fault.Order;
import io.github.batchferry.emulator.line.Json;
import io.github.batchferry.shard.IdHash;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The three forms of a line of an output or error file. */
public final class ResultLine {
    private ResultLine() {}

    /** An HTTP answer, good or bad. */
    static ObjectNode answered(Order order, String customId, Answer answer) {
        ObjectNode line = begun(order.id(), customId);
        response(line, order.id(), customId, answer.status()).set("body", answer.body());
        line.putNull("error");
        return line;
    }

    /** The same, where the body of the answer is JSON text already. */
    static ObjectNode answered(String batchId, String customId, int status, String body) {
        ObjectNode line = begun(batchId, customId);
        response(line, batchId, customId, status).putRawValue("body", new RawValue(body));
        line.putNull("error");
        return line;
    }

    /** No HTTP answer. */
    public static ObjectNode unanswered(Order order, String customId, String code, String message) {
        ObjectNode line = begun(order.id(), customId);
        line.putNull("response");
        line.putObject("error").put("code", code).put("message", message);
        return line;
    }

    public static ObjectNode expired(Order order, String customId) {
        return unanswered(
                order,
                customId,
                "batch_expired",
                "This request could not be executed before the completion window expired.");
    }

    public static ObjectNode cancelled(Order order, String customId) {
        return unanswered(
                order, customId, "batch_cancelled", "This request was not executed because the batch was cancelled.");
    }

    private static ObjectNode response(ObjectNode line, String batchId, String customId, int status) {
        return line.putObject("response")
                .put("status_code", status)
                .put("request_id", "req_" + hash(batchId + " request " + customId));
    }

    private static ObjectNode begun(String batchId, String customId) {
        return Json.object()
                .put("id", "batch_req_" + hash(batchId + " " + customId))
                .put("custom_id", customId);
    }

    private static String hash(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long hash = IdHash.of(bytes, 0, bytes.length);
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(hash) + hex.toHexDigits(hash * 0x9E3779B97F4A7C15L);
    }
}
