package io.github.batchferry.job;

import io.github.batchferry.UserException;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import java.util.List;

/**
 * Ends a job's purchases, and lets those of a cancelled or paused job go on. Only writes that down: {@code advance()} of whoever comes next cancels
 * what is open, settles what was intended, and collects what was finished.
 */
public final class Cancel {
    private final Job job;

    public Cancel(Job job) {
        this.job = job;
    }

    /**
     * From here on nothing is bought until {@link #resume}.
     *
     * @param by who asks, for the ledger
     * @return false where this had been asked before
     */
    public boolean ask(String by) {
        requireJob();
        return job.append(List.of(new Event.CancelAsked(by)), state -> !state.cancelAsked()) != 0;
    }

    /**
     * Lets the next {@code advance()} buy what has no answer. After a cancel each line gets one more attempt than
     * before.
     *
     * @throws UserException where the job is neither cancelled nor paused
     */
    public void resume(String by) {
        requireJob();
        if (job.append(List.of(new Event.Resumed(by)), state -> !state.mayBuy()) == 0) {
            throw new UserException("job " + job.store().location()
                    + " is not cancelled: there is nothing to resume. 'await' carries it on");
        }
    }

    private void requireJob() {
        if (!job.refresh().exists()) {
            throw new UserException("there is no job in " + job.store().location());
        }
    }
}
