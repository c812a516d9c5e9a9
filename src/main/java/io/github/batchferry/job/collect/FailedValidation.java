package io.github.batchferry.job.collect;

import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchError;
import io.github.batchferry.batch.BatchStatus;
import io.github.batchferry.batch.RefusalKind;
import io.github.batchferry.ledger.BatchName;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Reason;
import io.github.batchferry.ledger.Unanswered;
import io.github.batchferry.provider.RefusalWords;
import io.github.batchferry.result.answer.RowStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The end of a batch of which nothing ran: it left neither files nor counts. Lines that the server names have its words;
 * what becomes of the others depends on what it says of the whole.
 */
final class FailedValidation {
    private final RefusalWords words;

    /** @param words of the provider where the batch failed */
    FailedValidation(RefusalWords words) {
        this.words = words;
    }

    /** Whether its reasons show at the first look that nothing ran; any other reason, or none, is looked at twice. */
    boolean isProved(Batch remote) {
        return remote.status().equals(BatchStatus.FAILED)
                && !remote.errors().isEmpty()
                && remote.errors().stream().allMatch(error -> RefusalKind.provesNothingRan(error, words));
    }

    Event.Collected of(BatchState batch, Batch remote, String collector) {
        int requests = batch.planned().requests();
        if (!remote.status().equals(BatchStatus.FAILED)) {
            Reason stopped = stopped(remote);
            return collected(batch, remote, collector, stopped, Map.of(), null);
        }
        Event.AfterRefusal then = then(remote.errors());
        Map<Integer, Reason> lines = then == Event.AfterRefusal.FAIL_ROWS || then == Event.AfterRefusal.STOP
                ? Map.of()
                : named(remote.errors(), requests);
        Reason whole = whole(remote, lines, then);
        return collected(batch, remote, collector, whole, lines, then);
    }

    /** What is said of requests of a batch that was stopped before they were executed. */
    static Reason stopped(Batch remote) {
        if (remote.status().equals(BatchStatus.EXPIRED)) {
            return Reason.of(RowStatus.EXPIRED, "batch_expired", "the batch expired before this request was executed");
        }
        if (remote.status().equals(BatchStatus.CANCELLED)) {
            return Reason.of(
                    RowStatus.CANCELLED, "batch_cancelled", "the batch was cancelled before this request was executed");
        }
        return remote.errors().isEmpty()
                ? Reason.of(RowStatus.FAILED, "batch_failed", "the batch failed, and the server gave no reason")
                : reason(remote.errors().get(0));
    }

    /** The server's words about single lines, by position. */
    Map<Integer, Reason> named(List<BatchError> errors, int requests) {
        Map<Integer, Reason> lines = new HashMap<>();
        for (BatchError error : errors) {
            int line = line(error);
            if (line >= 1 && line <= requests && !RefusalKind.of(error, words).passes()) {
                lines.putIfAbsent(line - 1, reason(error));
            }
        }
        return lines;
    }

    private int line(BatchError error) {
        Integer line = error.line();
        return line != null
                ? line
                : words.lineNamed(String.valueOf(error.message())).orElse(0);
    }

    private Reason whole(Batch remote, Map<Integer, Reason> lines, Event.AfterRefusal then) {
        for (BatchError error : remote.errors()) {
            if (after(error) == then && line(error) == 0 || words.isOfTheWholeBatch(error.code())) {
                return reason(error);
            }
        }
        return lines.isEmpty()
                ? stopped(remote)
                : Reason.of(
                        RowStatus.FAILED,
                        "batch_failed",
                        "not sent: other lines of " + BatchName.of(remote.id()) + " failed validation ("
                                + remote.errors().get(0).code() + ")");
    }

    private static Event.Collected collected(
            BatchState batch,
            Batch remote,
            String collector,
            Reason whole,
            Map<Integer, Reason> lines,
            Event.@Nullable AfterRefusal then) {
        Unanswered unanswered = then == Event.AfterRefusal.FAIL_ROWS
                ? new Unanswered(List.of(), Map.of())
                : Unanswered.allBut(lines, batch.planned().requests(), whole.status());
        return new Event.Collected(
                batch.number(),
                remote.id(),
                remote.status().value(),
                collector,
                null,
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

    /** The heaviest of several: a bill stops everything, a full queue is waited for, a wrong model fails all rows. */
    private Event.AfterRefusal then(List<BatchError> errors) {
        Event.AfterRefusal heaviest = Event.AfterRefusal.PLAN_AGAIN;
        for (BatchError error : errors) {
            Event.AfterRefusal after = after(error);
            if (after.compareTo(heaviest) > 0 && heaviest != Event.AfterRefusal.STOP) {
                heaviest = after;
            }
        }
        return heaviest;
    }

    private Event.AfterRefusal after(BatchError error) {
        return switch (RefusalKind.of(error, words)) {
            case QUEUE -> Event.AfterRefusal.LATER;
            case BUSY, FILE -> Event.AfterRefusal.PLAN_AGAIN;
            case ACCOUNT ->
                words.isBilling(error.code()) || words.isPermission(error.code())
                        ? Event.AfterRefusal.STOP
                        : Event.AfterRefusal.PLAN_AGAIN;
            case ROWS ->
                line(error) == 0 || words.isOfTheWholeBatch(error.code())
                        ? Event.AfterRefusal.FAIL_ROWS
                        : Event.AfterRefusal.PLAN_AGAIN;
        };
    }

    private static Reason reason(BatchError error) {
        return new Reason(RowStatus.FAILED, error.code(), error.message(), null, error.param());
    }
}
