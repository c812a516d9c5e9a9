package io.github.batchferry.job;

import io.github.batchferry.ledger.BatchName;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.notice.Notices;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/** Holds a purchase of which nobody can tell whether it happened, and says so. */
final class Hold {
    private Hold() {}

    static void hold(Job job, Notices notices, BatchState batch, String reason) {
        if (batch.doubt() == null) {
            job.append(List.of(new Event.InDoubt(batch.number(), reason)), s -> isOpen(batch) && batch.doubt() == null);
        }
        if (batch.doubt() != null) {
            notices.warn(text(job, batch));
        }
    }

    /** What to tell people about a batch that is held. */
    static String text(Job job, BatchState batch) {
        return BatchName.of(batch.number()) + " is held in doubt: it was about to be bought at " + seconds(batch)
                + " from input file " + batch.fileId() + ", and " + batch.doubt()
                + ". It is not bought again. Look at the provider's list of batches, then run: java -jar batchferry.jar"
                + " resolve '" + job.store().location() + "' " + batch.number() + " --bought ID  (or --not-bought)";
    }

    private static boolean isOpen(BatchState batch) {
        return batch.phase() == BatchState.Phase.INTENDED || batch.isUnchecked();
    }

    private static Instant seconds(BatchState batch) {
        return Objects.requireNonNull(batch.intendedAt(), "intended").truncatedTo(ChronoUnit.SECONDS);
    }
}
