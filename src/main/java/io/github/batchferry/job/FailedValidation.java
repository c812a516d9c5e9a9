package io.github.batchferry.job;

import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchError;
import io.github.batchferry.batch.ErrorCodes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The end of a batch that failed validation: nothing ran and nothing was billed. Its named lines have the server's
 * words; what becomes of the others depends on what the server says of the whole.
 */
final class FailedValidation {
    /** Said of each line, and true of the batch: other lines of it would do no better. */
    private static final Set<String> OF_THE_WHOLE = Set.of("model_not_found", "url_not_found");

    private FailedValidation() {}

    static Event.Collected of(BatchState batch, Batch remote, String collector) {
        int requests = batch.planned().requests();
        BatchError first = remote.errors().isEmpty()
                ? new BatchError("batch_failed", "the server gave no reason", null, null)
                : remote.errors().get(0);
        Map<Integer, Reason> lines = named(remote.errors(), requests);
        Event.AfterRefusal then = then(first, lines);
        if (then != Event.AfterRefusal.PLAN_AGAIN) {
            lines = Map.of();
        }
        Reason whole = reason(first);
        if (!lines.isEmpty()) {
            whole = Reason.of(
                    "failed",
                    "batch_failed",
                    "not sent: other lines of batch " + remote.id() + " failed validation (" + first.code() + ")");
        }
        Unanswered unanswered = then == Event.AfterRefusal.FAIL_ROWS
                ? new Unanswered(List.of(), Map.of())
                : Unanswered.allBut(lines, requests, whole);
        return new Event.Collected(
                batch.number(),
                remote.id(),
                remote.status().value(),
                collector,
                null,
                null,
                null,
                null,
                whole,
                lines,
                unanswered.positions(),
                unanswered.byStatus(),
                then);
    }

    private static Event.AfterRefusal then(BatchError first, Map<Integer, Reason> lines) {
        if (ErrorCodes.isQueueFull(first.code(), first.message())) {
            return Event.AfterRefusal.LATER;
        }
        if (ErrorCodes.isBilling(first.code()) || ErrorCodes.isPermission(first.code())) {
            return Event.AfterRefusal.STOP;
        }
        if (ErrorCodes.isFileNotVisible(first.message())) {
            return Event.AfterRefusal.PLAN_AGAIN;
        }
        return lines.isEmpty() || OF_THE_WHOLE.contains(String.valueOf(first.code()))
                ? Event.AfterRefusal.FAIL_ROWS
                : Event.AfterRefusal.PLAN_AGAIN;
    }

    private static Map<Integer, Reason> named(List<BatchError> errors, int requests) {
        Map<Integer, Reason> lines = new HashMap<>();
        for (BatchError error : errors) {
            Integer line = error.line();
            if (line != null && line >= 1 && line <= requests) {
                lines.putIfAbsent(line - 1, reason(error));
            }
        }
        return lines;
    }

    private static Reason reason(BatchError error) {
        return new Reason("failed", error.code(), error.message(), null, error.param());
    }
}
