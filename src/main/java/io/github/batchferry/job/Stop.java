package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.ErrorCodes;
import io.github.batchferry.batch.Purchase;
import org.jspecify.annotations.Nullable;

/** Which refusals make going on pointless before a person has changed something. */
final class Stop {
    private Stop() {}

    /** Who must do what; null where the refusal is no reason to stop. */
    static @Nullable String remedy(int status, @Nullable String code) {
        if (ErrorCodes.isBilling(code)) {
            return "Whoever pays for this organization must raise its limit or settle its bill";
        }
        if (ErrorCodes.isPermission(code)) {
            return "Whoever administers the project must let this key use the Batch API and the model";
        }
        return switch (status) {
            case 401 -> "Give a key that is valid (apiToken or apiTokenRef)";
            case 403 -> "Whoever administers the project must let this key use the Batch API and the model";
            case 404 -> "The server knows no such address: check baseUrl";
            default -> null;
        };
    }

    /** What never left this machine is no fault of its rows, whoever must mend it. */
    static @Nullable String remedy(Purchase.Denied denied) {
        return denied.refusal() == null && !denied.passing() ? "Mend that" : remedy(denied.status(), denied.code());
    }

    /** What becomes of the lines of a purchase that was denied. */
    static Event.AfterRefusal after(Purchase.Denied denied) {
        if (remedy(denied) != null) {
            return Event.AfterRefusal.STOP;
        }
        if (denied.passing()) {
            return denied.refusal() == null ? Event.AfterRefusal.PLAN_AGAIN : Event.AfterRefusal.LATER;
        }
        return Event.AfterRefusal.FAIL_ROWS;
    }

    static ExternalException at(int batch, int status, @Nullable String code, @Nullable String message, String remedy) {
        return new ExternalException(
                "batch " + batch + " was refused, nothing was bought for it: " + message + ". " + remedy
                        + ", then run again: the job goes on where it stopped",
                status,
                code,
                null,
                false,
                null);
    }
}
