package io.github.batchferry.ledger;

import io.github.batchferry.result.answer.RowStatus;
import java.util.Map;

/** What is said of rows whose batch brought home nothing, or which are in no batch. */
public final class Unfinished {
    private static final Reason PENDING = new Reason(RowStatus.PENDING, null, null, null, null);
    private static final Reason CANCELLED = Reason.of(
            RowStatus.CANCELLED,
            "job_cancelled",
            "not bought: the job was cancelled before; the command 'resume' lets it go on");
    private static final Reason DRY_RUN =
            Reason.pending("dry_run", "not bought: the job is a dry run; the command 'resume' buys what is staged");

    private Unfinished() {}

    /** For the rows of a batch that is not collected. */
    public static Reason of(JobState state, BatchState batch) {
        if (batch.doubt() != null) {
            return Reason.of(
                    RowStatus.PENDING,
                    "in_doubt",
                    BatchName.of(batch.number()) + " is held: nobody can tell whether it was bought (input file "
                            + batch.fileId() + "); see 'resolve'");
        }
        Event.Denied denied = batch.denied();
        if (denied != null && batch.phase() == BatchState.Phase.DENIED) {
            return refused(state, batch, denied);
        }
        String tooLarge = batch.tooLarge();
        if (tooLarge != null && batch.planned().requests() == 1) {
            return Reason.of(RowStatus.FAILED, "token_limit_exceeded", tooLarge);
        }
        if (batch.seenEnded() != null) {
            return Reason.pending(
                    "awaiting_results",
                    BatchName.of(batch.number()) + " has ended at the server, and its results are not complete yet");
        }
        return batch.isOpen() ? PENDING : unplanned(state);
    }

    /** The reasons of single positions of a batch that is not collected. */
    public static Map<Integer, Reason> lines(BatchState batch) {
        Event.Denied denied = batch.denied();
        return denied == null || batch.phase() != BatchState.Phase.DENIED ? Map.of() : denied.lines();
    }

    private static Reason refused(JobState state, BatchState batch, Event.Denied denied) {
        if (!batch.isUnchecked() && denied.then() == Event.AfterRefusal.FAIL_ROWS) {
            return new Reason(RowStatus.FAILED, denied.code(), denied.message(), null, null, denied.status());
        }
        if (!batch.isUnchecked() && (state.cancelAsked() || !denied.lines().isEmpty())) {
            return unplanned(state);
        }
        return new Reason(RowStatus.PENDING, denied.code(), denied.message(), null, null, denied.status());
    }

    /** For rows that nothing was bought for yet. */
    public static Reason unplanned(JobState state) {
        if (state.cancelAsked()) {
            return CANCELLED;
        }
        return state.pause() == null ? PENDING : DRY_RUN;
    }
}
