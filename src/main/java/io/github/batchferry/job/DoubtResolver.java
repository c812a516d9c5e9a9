package io.github.batchferry.job;

import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.Time;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.notice.Notices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds out whether a purchase happened whose end is not in the ledger: ours without a clear answer, or one that another
 * driver, alive or dead, intended.
 */
final class DoubtResolver {
    static final Duration MARGIN = Duration.ofSeconds(60);

    private static final Duration FIRST_STEP = Duration.ofSeconds(1);
    private static final Duration LONGEST_STEP = Duration.ofSeconds(20);

    private final Job job;
    private final BatchApi api;
    private final Notices notices;
    private final Time time;
    private final Adoption adoption;
    private final Fence fence;

    DoubtResolver(Job job, BatchApi api, Notices notices, Time time) {
        this.job = job;
        this.api = api;
        this.notices = notices;
        this.time = time;
        adoption = new Adoption(job, api, notices);
        fence = new Fence(job, api, notices, time.pause(), adoption);
    }

    /** How long a purchase may take to show itself in the list: longer than its call can take. */
    static Duration settleTime(BatchApi api) {
        return api.createTimeout().plus(MARGIN);
    }

    /** Adopts what can be found at the server right now. */
    void look() {
        look(doubtful());
    }

    /**
     * Looks again and again until each doubt is settled, or is old enough to be held or fenced. A doubt that came up
     * meanwhile is left to the next one who looks, and so is what cannot be settled before the deadline.
     *
     * @return whether lines were set free to be bought anew
     */
    boolean settle(Deadline deadline) throws InterruptedException {
        Duration settleTime = settleTime(api);
        long start = time.nanoTime().getAsLong();
        List<BatchState> open = undecided();
        Set<BatchState> old = Set.copyOf(open);
        boolean announced = false;
        Duration step = FIRST_STEP;
        while (!open.isEmpty() && time.nanoTime().getAsLong() - start < settleTime.toNanos()) {
            if (!announced) {
                notices.say(open.size() + " purchase(s) without a known end; looking for up to "
                        + settleTime.toSeconds() + " s whether they happened");
                announced = true;
            }
            if (deadline.isOver()) {
                return false;
            }
            time.pause().sleep(deadline.cut(step));
            step = step.multipliedBy(2).compareTo(LONGEST_STEP) < 0 ? step.multipliedBy(2) : LONGEST_STEP;
            job.refresh();
            look(undecided());
            open = undecided();
            open.retainAll(old);
        }
        boolean freed = false;
        for (BatchState batch : doubtful()) {
            if (batch.doubt() != null || old.contains(batch)) {
                freed |= decide(batch, deadline);
            }
        }
        return freed;
    }

    private void look(List<BatchState> batches) {
        if (!batches.isEmpty()) {
            Listing listing = adoption.wholeList();
            batches.forEach(batch -> adoption.adopt(batch, listing));
        }
    }

    /** Whether the batch's lines were set free. */
    private boolean decide(BatchState batch, Deadline deadline) throws InterruptedException {
        String fileId = Adoption.fileId(batch);
        boolean visible = api.file(fileId).isPresent();
        boolean fences = job.state().limits().onDoubt() == LimitTerms.OnDoubt.FENCE;
        if (fences && deadline.isOver()) {
            return false;
        }
        if (fences && fence.isKeyProved(batch, visible)) {
            return fence.giveUp(batch, "fenced: ");
        }
        Hold.hold(
                job,
                notices,
                batch,
                visible
                        ? "the server lists no batch made from file " + fileId
                        : "the key does not see input file " + fileId
                                + ": it belongs to another project, or the file is gone");
        return false;
    }

    private List<BatchState> doubtful() {
        return job.state().batches(BatchState.Phase.INTENDED);
    }

    private List<BatchState> undecided() {
        List<BatchState> undecided = new ArrayList<>(doubtful());
        undecided.removeIf(batch -> batch.doubt() != null);
        return undecided;
    }
}
