package io.github.batchferry.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.emulator.FaultScript.OnLine;
import io.github.batchferry.emulator.answer.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A line that was executed and billed as it should be, and that is written otherwise. */
final class SpoiltLine {
    private final Order order;
    private final String customId;
    private final Answer answer;
    private final OnLine fault;

    SpoiltLine(Order order, String customId, Answer answer, OnLine fault) {
        this.order = order;
        this.customId = customId;
        this.answer = answer;
        this.fault = fault;
    }

    /** @param own the file that the line belongs in */
    void write(ResultFile own, ResultFile errors) throws IOException {
        if (fault.missing() != null) {
            return;
        }
        if (fault.raw() != null) {
            own.add(fault.raw().getBytes(StandardCharsets.UTF_8));
            return;
        }
        JsonNode body = fault.body() != null && answer.isSuccess() ? fault.body() : answer.body();
        if (fault.outputChars() != null) {
            body = body.deepCopy();
            ResultLine.setText(body, "x".repeat(fault.outputChars()));
        }
        ObjectNode line = ResultLine.answered(order, customId, new Answer(answer.status(), body));
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

    private static ObjectNode different(ObjectNode line) {
        ObjectNode other = line.deepCopy();
        ResultLine.setText(other.path("response").path("body"), "another answer to the same line");
        return other;
    }
}
