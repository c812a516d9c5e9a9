package io.github.batchferry.job;

import org.jspecify.annotations.Nullable;

/** What is said of rows whose batch brought home nothing, or which are in no batch. */
public final class Unfinished {
    private static final Reason PENDING = new Reason("pending", null, null, null, null);
    private static final Reason CANCELLED = Reason.of(
            "cancelled",
            "job_cancelled",
            "not bought: the job was cancelled before; the command 'resume' lets it go on");

    private Unfinished() {}

    /** For the rows of a batch that is not collected. */
    public static Reason of(JobState state, BatchState batch) {
        Event.@Nullable Denied denied = batch.denied();
        if (denied != null && denied.then() == Event.AfterRefusal.FAIL_ROWS) {
            return new Reason("failed", denied.code(), denied.message(), null, null);
        }
        String tooLarge = batch.tooLarge();
        if (tooLarge != null && batch.planned().requests() == 1) {
            return Reason.of("failed", "token_limit_exceeded", tooLarge);
        }
        if (batch.doubt() != null) {
            return Reason.of(
                    "pending",
                    "in_doubt",
                    "batch " + batch.number() + " is held: nobody can tell whether it was bought (input file "
                            + batch.fileId() + "); see 'resolve'");
        }
        return batch.isOpen() ? PENDING : unplanned(state);
    }

    /** For rows that nothing was bought for yet. */
    public static Reason unplanned(JobState state) {
        return state.cancelAsked() ? CANCELLED : PENDING;
    }
}
