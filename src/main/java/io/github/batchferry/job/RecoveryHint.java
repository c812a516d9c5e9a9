package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Job;

/** What people must know when a job stops: what is paid, what is safe, and what carries it on. */
final class RecoveryHint {
    private RecoveryHint() {}

    /** The same fault, with the way on below its text. */
    static ExternalException with(ExternalException e, Job job) {
        if (!job.state().exists()) {
            return e;
        }
        return e.with(text(job));
    }

    private static String text(Job job) {
        int batches = 0;
        long requests = 0;
        int collected = 0;
        int unsure = 0;
        for (BatchState batch : job.state().batches()) {
            if (batch.batchId() != null && !batch.failedValidation()) {
                batches++;
                requests += batch.planned().requests();
                collected += batch.phase() == BatchState.Phase.COLLECTED ? 1 : 0;
            }
            unsure += batch.phase() == BatchState.Phase.INTENDED ? 1 : 0;
        }
        String place = job.store().location();
        return "The job at " + place + " is sealed and safe. Bought so far: " + count(batches, "batch", "batches")
                + " (" + count(requests, "request", "requests") + "), " + collected + " of them collected"
                + (unsure > 0 ? "; " + unsure + " more may have been bought, which the next run finds out" : "")
                + ". None of that is bought again. To go on, run the same write with mode(\"ignore\"), read it, or call:"
                + " java -jar batchferry.jar await '" + place + "'";
    }

    private static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
