package io.github.batchferry.emulator;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.emulator.fault.Order;
import io.github.batchferry.emulator.line.Json;
import io.github.batchferry.emulator.wire.Reply;
import io.github.batchferry.emulator.wire.Request;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Predicate;

/** {@code GET /emulator/ledger}: what was accepted and what was executed, streamed; all of it or of one project. */
final class LedgerView {
    private final State state;
    private final Ledger ledger;
    private final Predicate<BatchRecord> due;

    /** @param due which batches go on by themselves before any time passes */
    LedgerView(State state, Ledger ledger, Predicate<BatchRecord> due) {
        this.state = state;
        this.ledger = ledger;
        this.due = due;
    }

    Reply reply(Request request) throws IOException {
        String project = request.parameter("project");
        List<BatchRecord> batches = state.batches().stream()
                .filter(batch -> project == null || batch.order().project().equals(project))
                .toList();
        if ("summary".equals(request.parameter("view"))) {
            return Reply.json(200, LedgerSummary.of(ledger, batches));
        }
        return Reply.streamed("application/json", sink -> write(batches, sink));
    }

    private void write(List<BatchRecord> batches, OutputStream sink) throws IOException {
        try (JsonGenerator json =
                Json.MAPPER.getFactory().createGenerator(sink).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            json.writeArrayFieldStart("batches");
            for (BatchRecord batch : batches) {
                json.writeTree(view(batch.order(), batch.status()).put("due", due.test(batch)));
            }
            json.writeEndArray();
            json.writeArrayFieldStart("lines");
            for (BatchRecord batch : batches) {
                if (hasResults(batch)) {
                    ledger.read(batch.id(), entry -> json.writeTree(view(batch.id(), entry)));
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    /** Entries count from the moment on at which the batch has its results. */
    static boolean hasResults(BatchRecord batch) {
        return batch.progress().output() != null
                || batch.progress().errorFile() != null
                || batch.status().equals(Progress.FINALIZING)
                || batch.status().equals(Progress.COMPLETED);
    }

    private static ObjectNode view(Order order, String status) {
        ObjectNode view = Json.object()
                .put("time", order.createdAt() / 1000)
                .put("project", order.project())
                .put("batch_id", order.id())
                .put("input_file_id", order.inputFileId())
                .put("input_sha256", order.inputSha256())
                .put("status", status);
        view.set("metadata", order.metadata() == null ? null : Json.MAPPER.valueToTree(order.metadata()));
        return view;
    }

    private static ObjectNode view(String batchId, Ledger.Entry entry) {
        return Json.object()
                .put("batch_id", batchId)
                .put("custom_id", entry.customId())
                .put("line", entry.line())
                .put("body_sha256", entry.body())
                .put("status", entry.status())
                .put("n", 1);
    }
}
