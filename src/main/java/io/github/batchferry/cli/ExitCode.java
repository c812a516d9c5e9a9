package io.github.batchferry.cli;

import io.github.batchferry.job.Advance;
import io.github.batchferry.ledger.JobState;

/** How a command ends, for scripts and schedulers. */
final class ExitCode {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int RUNNING = 3;
    static final int NEEDS_A_PERSON = 4;

    private ExitCode() {}

    /** What the ledger says of a job. */
    static int of(JobState state) {
        if (Advance.mayMove(state)) {
            return RUNNING;
        }
        boolean held = state.batches().stream().anyMatch(batch -> batch.doubt() != null);
        return held || state.pause() != null && !state.cancelAsked() ? NEEDS_A_PERSON : OK;
    }
}
