package io.github.batchferry.job.dryrun;

import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.PurchaseTerms;
import java.util.Optional;

/** What whoever comes to a dry run has to know. */
public final class DryRunNotice {
    private DryRunNotice() {}

    /** Empty where the job is none, or is cancelled. */
    public static Optional<String> of(Job job) {
        String place = job.store().location();
        return job.state().pause() == PurchaseTerms.Pause.DRY_RUN
                        && !job.state().cancelAsked()
                ? Optional.of(
                        "WARNING: job " + place + " is a dry run: its rows are staged and 'pending', and nothing is"
                                + " bought for it. " + wayOn(place))
                : Optional.empty();
    }

    static String wayOn(String place) {
        return "To buy what is staged: java -jar batchferry.jar resume '" + place + "'";
    }
}
