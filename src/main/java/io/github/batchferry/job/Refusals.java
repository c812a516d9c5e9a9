package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import io.github.batchferry.Refused;
import io.github.batchferry.batch.Purchase;
import io.github.batchferry.batch.RefusalKind;
import io.github.batchferry.ledger.BatchName;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Reason;
import io.github.batchferry.provider.RefusalWords;
import io.github.batchferry.result.answer.RowStatus;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What becomes of a purchase that the server refused, and who can do something about it. */
final class Refusals {
    private final RefusalWords words;

    /** @param words of the provider that refused */
    Refusals(RefusalWords words) {
        this.words = words;
    }

    /** What was not sent is no fault of its rows, whoever must mend it. */
    Event.Denied denied(int batch, Purchase.Denied denied) {
        Refused refused = denied.refusal();
        if (refused == null) {
            Event.AfterRefusal then = denied.passing() ? Event.AfterRefusal.PLAN_AGAIN : Event.AfterRefusal.STOP;
            return new Event.Denied(batch, 0, null, denied.message(), then, Map.of(), null);
        }
        return denied(batch, refused, after(refused), Map.of());
    }

    static Event.Denied denied(int batch, Refused refused, Event.AfterRefusal then, Map<Integer, Reason> lines) {
        String said = refused.words().isEmpty() ? "HTTP " + refused.status() : refused.words();
        Long retryAfter = refused.retryAfter() == null
                ? null
                : Long.valueOf(refused.retryAfter().toSeconds());
        return new Event.Denied(batch, refused.status(), refused.code(), said, then, lines, retryAfter);
    }

    private Event.AfterRefusal after(Refused refused) {
        return switch (RefusalKind.of(refused, words)) {
            case QUEUE, BUSY -> Event.AfterRefusal.LATER;
            case FILE -> Event.AfterRefusal.PLAN_AGAIN;
            case ACCOUNT -> Event.AfterRefusal.STOP;
            case ROWS -> Event.AfterRefusal.FAIL_ROWS;
        };
    }

    /** The line that a refusal names, by position; none where it is the model that is refused. */
    Map<Integer, Reason> named(Refused refused, int requests) {
        OptionalInt line = words.lineNamed(refused.words());
        boolean model = refused.words().toLowerCase(java.util.Locale.ROOT).contains("model");
        return model || line.isEmpty() || line.getAsInt() > requests
                ? Map.of()
                : Map.of(
                        line.getAsInt() - 1,
                        new Reason(
                                RowStatus.FAILED,
                                refused.code(),
                                refused.words(),
                                null,
                                refused.param(),
                                refused.status()));
    }

    /** Why nothing more is bought in this call. */
    ExternalException stop(int batch, int status, @Nullable String code, String message) {
        return ExternalException.stopped(
                BatchName.of(batch) + " was refused, nothing was bought for it: " + message
                        + (message.endsWith(".") ? " " : ". ") + remedy(status, code)
                        + ", then run again: the job goes on where it stopped",
                status,
                code);
    }

    private String remedy(int status, @Nullable String code) {
        if (words.isBilling(code)) {
            return "Whoever pays for this organization must raise its limit or settle its bill";
        }
        if (words.isPermission(code)) {
            return "Whoever administers the project must let this key use the Batch API and the model";
        }
        return switch (status) {
            case 0 -> "Mend that";
            case 401 -> "Give a key that is valid (apiToken or apiTokenRef)";
            case 403 -> "Whoever administers the project must let this key use the Batch API and the model";
            case 404 -> "The server knows no such address: check baseUrl";
            default -> "Remove the reason";
        };
    }
}
