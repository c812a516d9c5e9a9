package io.github.batchferry.emulator.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.emulator.answer.Answer;
import io.github.batchferry.emulator.answer.ServedEndpoint;
import io.github.batchferry.emulator.fault.FaultScript.OnLine;
import io.github.batchferry.emulator.fault.Order;
import io.github.batchferry.emulator.line.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A line that was executed and billed as it should be, and that is written otherwise. */
public final class SpoiltLine {
    private final Order order;
    private final ServedEndpoint endpoint;
    private final String customId;
    private final Answer answer;
    private final OnLine fault;

    public SpoiltLine(Order order, ServedEndpoint endpoint, String customId, Answer answer, OnLine fault) {
        this.order = order;
        this.endpoint = endpoint;
        this.customId = customId;
        this.answer = answer;
        this.fault = fault;
    }

    /** @param own the file that the line belongs in */
    public void write(ResultFile own, ResultFile errors) throws IOException {
        if (fault.missing() != null) {
            return;
        }
        if (fault.raw() != null) {
            own.add(fault.raw().getBytes(StandardCharsets.UTF_8));
            return;
        }
        JsonNode body = fault.body() != null && answer.isSuccess() ? fault.body() : answer.body();
        ObjectNode line = ResultLine.answered(order, customId, new Answer(answer.status(), altered(body)));
        own.add(Json.bytes(line));
        if (fault.duplicated() != null) {
            own.add(Json.bytes(fault.duplicated().equals("same") ? line : different(line)));
        }
        if (fault.foreign() != null) {
            own.add(Json.bytes(line.deepCopy().put("custom_id", fault.foreign())));
        }
        if (fault.alsoIn() != null) {
            errors.add(Json.bytes(ResultLine.unanswered(
                    order, customId, "server_error", "The emulator was told to repeat this line here.")));
        }
    }

    private JsonNode altered(JsonNode body) {
        if (!(body.deepCopy() instanceof ObjectNode copy)) {
            return body;
        }
        if (fault.outputChars() != null) {
            endpoint.setText(copy, "x".repeat(fault.outputChars()));
        }
        if (fault.ending() != null && answer.isSuccess()) {
            endpoint.end(copy, fault.ending());
        }
        return copy;
    }

    private ObjectNode different(ObjectNode line) {
        ObjectNode other = line.deepCopy();
        if (other.path("response").path("body") instanceof ObjectNode body) {
            endpoint.setText(body, "another answer to the same line");
        }
        return other;
    }
}
