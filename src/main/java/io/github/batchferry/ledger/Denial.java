package io.github.batchferry.ledger;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger says of a purchase that the server refused. A refusal of a {@code POST} is a claim until it is checked;
 * one of an upload proves itself, since nothing was posted.
 */
final class Denial {
    private Event.@Nullable Denied last;
    private Instant at = Instant.EPOCH;
    private int count;
    private boolean checked;

    void denied(Event.Denied event, Instant when) {
        last = event;
        at = when;
        count++;
    }

    /** No batch was made, by proof. */
    void checked() {
        checked = true;
    }

    /** It is posted once more, so the next refusal must be checked anew. */
    void posted() {
        checked = false;
    }

    /** The server took it in the end. */
    void over() {
        count = 0;
    }

    /** A person says that the reason is gone. */
    void lifted() {
        last = last == null ? null : last.then(Event.AfterRefusal.LATER);
    }

    Event.@Nullable Denied last() {
        return last;
    }

    /** When the last refusal was recorded. */
    Instant at() {
        return at;
    }

    /** How many there were in a row. */
    int count() {
        return count;
    }

    boolean isChecked() {
        return checked;
    }

    /** Whether the reason passes, or somebody may remove it. */
    boolean passes() {
        return last != null && last.then() != Event.AfterRefusal.FAIL_ROWS;
    }

    /** The reasons of single lines, where the others may be planned again. */
    Map<Integer, Reason> freeingLines() {
        return last == null || last.then() != Event.AfterRefusal.PLAN_AGAIN ? Map.of() : last.lines();
    }
}
