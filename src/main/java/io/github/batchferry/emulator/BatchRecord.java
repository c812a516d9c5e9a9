package io.github.batchferry.emulator;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.emulator.fault.BatchFault;
import io.github.batchferry.emulator.fault.Order;
import io.github.batchferry.emulator.file.KeptFile;
import io.github.batchferry.emulator.line.Counts;
import io.github.batchferry.emulator.line.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A batch: what was asked for, and what became of it. */
record BatchRecord(Order order, Progress progress) {
    private static final List<String> TIMES = List.of(
            Progress.IN_PROGRESS,
            Progress.FINALIZING,
            Progress.COMPLETED,
            Progress.FAILED,
            Progress.EXPIRED,
            Progress.CANCELLING,
            Progress.CANCELLED);

    @JsonIgnore
    String id() {
        return order.id();
    }

    @JsonIgnore
    String status() {
        return progress.status();
    }

    BatchRecord with(Progress next) {
        return new BatchRecord(order, next);
    }

    boolean holds(long nowMillis) {
        return order.fault().holds(progress.status(), nowMillis);
    }

    /** @param done of all lines while they are executed, as it is known at this moment */
    ObjectNode view(long nowMillis, long done) {
        boolean ended = progress.isTerminal();
        ObjectNode view = Json.object()
                .put("id", order.id())
                .put("object", "batch")
                .put("endpoint", order.endpoint())
                .put("model", progress.model());
        if (progress.errors().isEmpty()) {
            view.putNull("errors");
        } else {
            ArrayNode data = view.putObject("errors").put("object", "list").putArray("data");
            progress.errors()
                    .forEach(error -> data.addObject()
                            .put("code", error.code())
                            .put("message", error.message())
                            .put("param", error.param())
                            .put("line", error.line()));
        }
        view.put("input_file_id", order.inputFileId())
                .put("completion_window", order.completionWindow())
                .put("status", shownStatus(nowMillis))
                .put("output_file_id", fileId(ended ? progress.output() : null))
                .put("error_file_id", fileId(ended ? progress.errorFile() : null))
                .put("created_at", order.createdAt() / 1000)
                .put("expires_at", order.expiresAt() / 1000);
        for (String status : TIMES) {
            Long at = progress.at().get(status);
            view.put(status + "_at", at == null ? null : at / 1000);
        }
        Counts told = order.fault().counts();
        Counts counts = ended && told != null ? told : progress.counts();
        view.putObject("request_counts")
                .put("total", counts.total())
                .put("completed", ended ? counts.completed() : Math.max(done, counts.completed()))
                .put("failed", counts.failed());
        view.set("usage", progress.usage().view());
        view.set("metadata", order.metadata() == null ? null : Json.MAPPER.valueToTree(order.metadata()));
        return view;
    }

    private String shownStatus(long nowMillis) {
        BatchFault.Stay stay = order.fault().stay();
        return stay != null && stay.as() != null && holds(nowMillis) ? stay.as() : progress.status();
    }

    private @Nullable String fileId(@Nullable KeptFile file) {
        if (file != null) {
            return file.id();
        }
        return "empty".equals(order.fault().absentIds()) ? "" : null;
    }
}
