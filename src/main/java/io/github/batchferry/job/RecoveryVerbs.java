package io.github.batchferry.job;

import io.github.batchferry.job.collect.Recollect;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.ledger.Tally;
import java.util.ArrayList;
import java.util.List;

/** What can still be done for rows without an answer, in a job in which nothing moves by itself any more. */
public final class RecoveryVerbs {
    private RecoveryVerbs() {}

    /** The verbs that would move something, for a job at this place; none where every row has its answer. */
    public static List<String> verbs(Job job) {
        JobState state = job.state();
        String place = " '" + job.store().location() + "'";
        List<String> verbs = new ArrayList<>();
        if (!state.mayBuy()) {
            verbs.add("resume" + place);
            return verbs;
        }
        if (state.batches().stream().anyMatch(Recollect::isIncomplete)) {
            verbs.add("recollect" + place);
        }
        Tally tally = Tally.of(state);
        if (tally.failed() + tally.expired() + tally.missing() > 0) {
            verbs.add("retry" + place + " --dry-run");
        }
        return verbs;
    }
}
