package io.github.batchferry.job.collect;

import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchStatus;
import io.github.batchferry.batch.RequestCounts;
import io.github.batchferry.result.OutcomeCounts;
import org.jspecify.annotations.Nullable;

/**
 * What an ended batch and its files prove about requests that have no line. Absence alone proves nothing: a file, a
 * count or a list may be early.
 *
 * @param remote the batch as it showed itself
 * @param requests how many it was asked
 * @param found what the files hold that were had
 */
record Evidence(Batch remote, int requests, OutcomeCounts found) {
    /** What one look proves. */
    enum Verdict {
        /** Every request has a line of its own. */
        EACH_HAS_A_LINE,
        /** The counts say that the others were not executed, if the next look says so, too. */
        THE_REST_IS_UNPAID,
        /** Something does not add up yet. */
        NOT_YET
    }

    Verdict verdict() {
        if (found.missing() == 0) {
            return Verdict.EACH_HAS_A_LINE;
        }
        return addsUp() ? Verdict.THE_REST_IS_UNPAID : Verdict.NOT_YET;
    }

    /** Lines about requests that were stopped may be counted as failed or not at all, but never as completed. */
    private boolean addsUp() {
        RequestCounts said = remote.counts();
        if (said == null || said.total() != requests) {
            return false;
        }
        long done = (long) found.succeeded() + found.failed() + found.invalid();
        long stopped = (long) found.expired() + found.cancelled();
        long counted = said.completed() + said.failed();
        return counted == done || counted == done + stopped && said.failed() >= stopped;
    }

    /**
     * Whether the batch bought nothing, as far as it shows: it has no file, has counted nothing, and was never in
     * progress, or its reasons are those of validation.
     */
    static boolean ranNothing(Batch remote, FailedValidation validation) {
        boolean left = remote.outputFileId() != null || remote.errorFileId() != null || hasCounted(remote.counts());
        boolean neverRan = remote.inProgressAt() == 0 && (failed(remote) || wasStopped(remote));
        return !left && (neverRan || validation.isProved(remote));
    }

    private static boolean failed(Batch remote) {
        return remote.status().equals(BatchStatus.FAILED);
    }

    private static boolean wasStopped(Batch remote) {
        return remote.status().equals(BatchStatus.CANCELLED) || remote.status().equals(BatchStatus.EXPIRED);
    }

    private static boolean hasCounted(@Nullable RequestCounts counts) {
        return counts != null && (counts.total() > 0 || counts.completed() > 0 || counts.failed() > 0);
    }
}
