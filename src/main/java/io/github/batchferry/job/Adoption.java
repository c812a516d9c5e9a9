package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.ledger.BatchName;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.notice.Notices;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Finds the batches that exist at the server for purchases whose end is not known, and writes them into the ledger. */
final class Adoption {
    private final Job job;
    private final BatchApi api;
    private final Notices notices;

    Adoption(Job job, BatchApi api, Notices notices) {
        this.job = job;
        this.api = api;
        this.notices = notices;
    }

    /** The whole list, read now, with all that is needed to tell from which files its batches were made. */
    Listing wholeList() {
        Listing listing = new Listing(api).toTheEnd();
        Set<String> known = new HashSet<>(job.state().strays());
        for (BatchState batch : job.state().batches()) {
            if (batch.batchId() != null) {
                known.add(batch.batchId());
            }
        }
        listing.complete(known);
        return listing;
    }

    /** Whether the list shows a batch that was made for this purchase, which is adopted then; of several the oldest. */
    boolean adopt(BatchState batch, Listing listing) {
        List<Batch> hits = listing.madeFrom(fileId(batch));
        if (hits.isEmpty()) {
            hits = listing.matching(remote -> Metadata.names(remote, job.state(), batch.number()));
        }
        hits = hits.stream()
                .filter(remote -> !job.state().isHeldByAnother(remote.id(), batch.number()))
                .toList();
        if (hits.isEmpty()) {
            return false;
        }
        adopt(batch, hits);
        return true;
    }

    /** The ledger names the one that stands, whoever wrote it there; all others are cancelled. */
    private void adopt(BatchState batch, List<Batch> hits) {
        String oldest = hits.get(0).id();
        long entry = job.append(
                List.of(new Event.Created(batch.number(), oldest, "adopted")),
                s -> isOpen(batch) && batch.batchId() == null);
        if (entry != 0) {
            notices.say(BatchName.of(batch.number()) + " was created after all: " + oldest + " is adopted");
        }
        for (Batch extra : hits) {
            if (batch.batchId() != null && !extra.id().equals(batch.batchId())) {
                notices.warn("WARNING: " + BatchName.of(batch.number()) + " exists twice at the provider: cancelling "
                        + extra.id());
                cancel(extra);
            }
        }
    }

    private void cancel(Batch extra) {
        try {
            api.cancel(extra.id());
        } catch (ExternalException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            notices.warn(BatchName.of(extra.id()) + " cannot be cancelled: " + e.getMessage());
        }
    }

    /** Whether the key sees any other batch of this job: to the key of another project nothing seems bought. */
    boolean seesAnotherBatch(BatchState batch) {
        List<BatchState> newestFirst = new ArrayList<>(job.state().batches());
        Collections.reverse(newestFirst);
        return newestFirst.stream()
                .filter(other -> other != batch)
                .map(BatchState::batchId)
                .anyMatch(id -> id != null && api.batch(id).isPresent());
    }

    private static boolean isOpen(BatchState batch) {
        return batch.phase() == BatchState.Phase.INTENDED || batch.phase() == BatchState.Phase.DENIED;
    }

    static String fileId(BatchState batch) {
        return Objects.requireNonNull(batch.fileId(), "an intent names its file");
    }
}
