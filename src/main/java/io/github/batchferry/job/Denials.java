package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.ledger.BackOff;
import io.github.batchferry.ledger.BatchName;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.notice.Notices;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Holds refused purchases against the server's list: a gateway that sent a request twice may have refused one and
 * created the other. Only what the whole list does not show, a settle time after the refusal, may be posted again.
 */
final class Denials {
    private final Job job;
    private final BatchApi api;
    private final Notices notices;
    private final Adoption adoption;
    private final Duration settleTime;

    Denials(Job job, BatchApi api, Notices notices) {
        this.job = job;
        this.api = api;
        this.notices = notices;
        adoption = new Adoption(job, api, notices);
        settleTime = DoubtResolver.settleTime(api);
    }

    /**
     * @param wanted which of those that may be posted again somebody wants to post now
     * @return the batches that may be posted again now, from the same file: the number of each, and of its refusals so far
     */
    Map<Integer, Integer> check(Instant now, Predicate<BatchState> wanted) {
        Map<Integer, Integer> clear = new HashMap<>();
        List<BatchState> due = due(now, wanted);
        if (due.isEmpty()) {
            return clear;
        }
        try {
            Listing listing = adoption.wholeList();
            for (BatchState batch : due) {
                if (!adoption.adopt(batch, listing) && isProved(batch, listing)) {
                    settle(batch, clear);
                }
            }
        } catch (ExternalException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            notices.warn("the server's list cannot be read, so " + due.size()
                    + " refused purchase(s) are not looked for yet: " + e.getMessage());
        }
        return clear;
    }

    private void settle(BatchState batch, Map<Integer, Integer> clear) {
        if (batch.isToBePostedAgain() && !job.state().cancelAsked()) {
            clear.put(batch.number(), batch.denials());
        } else {
            job.append(List.of(new Event.Checked(batch.number())), state -> batch.isUnchecked());
        }
    }

    private boolean isProved(BatchState batch, Listing listing) {
        Event.Denied denied = batch.denied();
        if (!listing.isWhole() && denied != null) {
            if (denied.then() == Event.AfterRefusal.LATER || denied.then() == Event.AfterRefusal.PLAN_AGAIN) {
                return true;
            }
            Hold.hold(
                    job,
                    notices,
                    batch,
                    "the server refused it and has no list that could be read to its end to look it up: "
                            + denied.message());
            return false;
        }
        String fileId = Adoption.fileId(batch);
        if (api.file(fileId).isEmpty()) {
            if (adoption.seesAnotherBatch(batch)) {
                job.append(
                        List.of(new Event.Voided(batch.number(), "its input file " + fileId + " is gone")),
                        state -> batch.phase() == BatchState.Phase.DENIED);
                return false;
            }
            notices.warn(BatchName.of(batch.number()) + " was refused, and the key does not see its input file "
                    + fileId + ": it waits until the file is seen. Check that the key belongs to the job's project");
            return false;
        }
        return true;
    }

    private List<BatchState> due(Instant now, Predicate<BatchState> wanted) {
        List<BatchState> due = new ArrayList<>();
        for (BatchState batch : job.state().batches(BatchState.Phase.DENIED)) {
            if (isOpen(batch) && batch.doubt() == null && isOver(batch, now) && isWanted(batch, wanted)) {
                due.add(batch);
            }
        }
        return due;
    }

    /** What was checked while the job was cancelled is looked for once more before it is posted. */
    private boolean isOpen(BatchState batch) {
        return batch.isUnchecked() || batch.isToBePostedAgain() && !job.state().cancelAsked();
    }

    private boolean isWanted(BatchState batch, Predicate<BatchState> wanted) {
        return !batch.isToBePostedAgain() || job.state().cancelAsked() || wanted.test(batch);
    }

    /** A refusal that lies far ahead was recorded by a clock that is wrong, and is not waited for. */
    private boolean isOver(BatchState batch, Instant now) {
        return Duration.between(batch.deniedAt(), now).abs().compareTo(wait(batch)) >= 0;
    }

    private Duration wait(BatchState batch) {
        Event.Denied denied = batch.denied();
        Duration wait = settleTime;
        Duration backOff = BackOff.pause(batch.denials());
        if (backOff.compareTo(wait) > 0) {
            wait = backOff;
        }
        if (denied != null && denied.retryAfterSeconds() != null) {
            Duration asked = Duration.ofSeconds(denied.retryAfterSeconds());
            wait = asked.compareTo(wait) > 0 ? asked : wait;
        }
        return wait;
    }
}
