package io.github.batchferry.spark.write;

import io.github.batchferry.UserException;
import io.github.batchferry.job.dryrun.DryRun;
import io.github.batchferry.job.dryrun.DryRunNotice;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.notice.Notices;
import io.github.batchferry.option.LimitOptions;
import io.github.batchferry.option.OptionSet;
import java.util.Optional;

/** What a write does with a job of which nothing is bought until somebody resumes it, and as such a write itself. */
final class PausedWrite {
    private final OptionSet options;
    private final Notices notices;

    PausedWrite(OptionSet options, Notices notices) {
        this.options = options;
        this.notices = notices;
    }

    /** @throws UserException where a dry run is asked of a job that is bought */
    void requireNothingIsBought(Job job) {
        if (isDryRun() && job.refresh().pause() == null) {
            throw new UserException("job " + job.store().location()
                    + " is no dry run: it is bought, so a write with dryRun=true is refused, which must buy nothing. Give"
                    + " the dry run a job directory of its own, or leave dryRun out. Nothing was bought by this one");
        }
    }

    /** Says why nothing is bought, with all that a dry run finds where one is asked; false where the job moves by itself. */
    boolean tells(Job job) {
        if (isDryRun()) {
            new DryRun(job).run().messages().forEach(notices::warn);
            return true;
        }
        Optional<String> notice = DryRunNotice.of(job);
        notice.ifPresent(notices::warn);
        return notice.isPresent();
    }

    private boolean isDryRun() {
        return options.value(LimitOptions.DRY_RUN);
    }
}
