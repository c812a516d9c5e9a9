package io.github.batchferry.job;

import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.Pause;
import io.github.batchferry.batch.RemoteFile;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Finds out whether a purchase happened whose end is not in the ledger: ours without a clear answer, or one that another
 * driver, alive or dead, intended.
 */
final class Settler {
    static final Duration MARGIN = Duration.ofSeconds(60);
    /** How far behind a list may be: what another driver sent before the fence is seen after it. */
    static final Duration LIST_LAG = Duration.ofSeconds(30);

    private static final Duration FIRST_STEP = Duration.ofSeconds(1);
    private static final Duration LONGEST_STEP = Duration.ofSeconds(20);

    private final Job job;
    private final BatchApi api;
    private final Notices notices;
    private final LongSupplier nanoTime;
    private final Pause pause;

    Settler(Job job, BatchApi api, Notices notices, LongSupplier nanoTime, Pause pause) {
        this.job = job;
        this.api = api;
        this.notices = notices;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /** Adopts what can be found at the server right now. */
    void look() {
        for (BatchState batch : job.state().batches(BatchState.Phase.INTENDED)) {
            adopt(batch);
        }
    }

    /**
     * Looks again and again until each doubt is settled, or is old enough to be held or fenced. A doubt that came up
     * meanwhile is left to the next one who looks.
     *
     * @return whether lines were set free to be bought anew
     */
    boolean settle() throws InterruptedException {
        Duration settleTime = api.createTimeout().plus(MARGIN);
        long start = nanoTime.getAsLong();
        List<BatchState> open = undecided();
        Set<BatchState> old = Set.copyOf(open);
        boolean announced = false;
        Duration step = FIRST_STEP;
        while (!open.isEmpty() && nanoTime.getAsLong() - start < settleTime.toNanos()) {
            if (!announced) {
                notices.say(open.size() + " purchase(s) without a known end; looking for up to "
                        + settleTime.toSeconds() + " s whether they happened");
                announced = true;
            }
            pause.sleep(step);
            step = step.multipliedBy(2).compareTo(LONGEST_STEP) < 0 ? step.multipliedBy(2) : LONGEST_STEP;
            job.refresh();
            undecided().forEach(this::adopt);
            open = undecided();
            open.retainAll(old);
        }
        boolean freed = false;
        for (BatchState batch : doubtful()) {
            if (batch.doubt() != null || old.contains(batch)) {
                freed |= decide(batch);
            }
        }
        return freed;
    }

    /** Adopts the batch where the server has it; of several the oldest. */
    private void adopt(BatchState batch) {
        String fileId = fileId(batch);
        Optional<RemoteFile> file = api.file(fileId);
        Listing listing = listing(file.map(RemoteFile::createdAt).orElse(Long.MAX_VALUE));
        List<Batch> hits = listing.madeFrom(fileId);
        if (hits.isEmpty()) {
            hits = listing.matching(remote -> Metadata.names(remote, job.state(), batch.number()));
        }
        adopt(batch, hits);
    }

    /** The ledger names the one that stands, whoever wrote it there; all others are cancelled. */
    private void adopt(BatchState batch, List<Batch> hits) {
        if (hits.isEmpty()) {
            return;
        }
        String oldest = hits.get(0).id();
        long entry = job.append(
                List.of(new Event.Created(batch.number(), oldest, "adopted")),
                s -> batch.phase() == BatchState.Phase.INTENDED);
        if (entry != 0) {
            notices.say("batch " + batch.number() + " was created after all: " + oldest + " is adopted");
        }
        for (Batch extra : hits) {
            if (batch.batchId() != null && !extra.id().equals(batch.batchId())) {
                notices.say(
                        "WARNING: batch " + batch.number() + " exists twice at the provider: cancelling " + extra.id());
                api.cancel(extra.id());
            }
        }
    }

    /** Whether the batch's lines were set free. */
    private boolean decide(BatchState batch) throws InterruptedException {
        String fileId = fileId(batch);
        boolean visible = api.file(fileId).isPresent();
        if (visible && job.state().limits().onDoubt() == LimitTerms.OnDoubt.FENCE) {
            return fence(batch, "fenced: ", listing -> !listing.isCut());
        }
        hold(
                batch,
                visible
                        ? "the server lists no batch made from file " + fileId
                        : "the key does not see input file " + fileId
                                + ": it belongs to another project, or the file is gone");
        return false;
    }

    private void hold(BatchState batch, String reason) {
        if (batch.doubt() == null) {
            job.append(
                    List.of(new Event.InDoubt(batch.number(), reason)),
                    s -> batch.phase() == BatchState.Phase.INTENDED && batch.doubt() == null);
        }
        if (batch.doubt() != null) {
            notices.say(heldText(batch));
        }
    }

    /**
     * Deletes the input file, so that a request that is still on its way names a missing file and fails unpaid; then
     * looks again, twice, since a list may not show yet what arrived right before; and gives the purchase up: a person
     * says that it did not happen.
     *
     * @return whether the lines were set free; false where the batch turned up and was adopted
     */
    boolean fence(BatchState batch, String why) throws InterruptedException {
        return fence(batch, why, listing -> true);
    }

    /** @param proves whether a list without the batch is enough to give the purchase up; else it is held */
    private boolean fence(BatchState batch, String why, Predicate<Listing> proves) throws InterruptedException {
        job.refresh();
        if (batch.phase() != BatchState.Phase.INTENDED) {
            return batch.phase() == BatchState.Phase.VOIDED;
        }
        String fileId = fileId(batch);
        Optional<RemoteFile> before = api.file(fileId);
        long uploaded = before.map(RemoteFile::createdAt).orElse(0L);
        Listing listing = listing(uploaded);
        if (proves.test(listing)) {
            api.deleteFile(fileId);
            listing = listing(uploaded);
            if (listing.madeFrom(fileId).isEmpty()) {
                pause.sleep(LIST_LAG);
                job.refresh();
                listing = listing(uploaded);
            }
        }
        List<Batch> hits = listing.madeFrom(fileId);
        if (!hits.isEmpty()) {
            adopt(batch, hits);
            return false;
        }
        if (!proves.test(listing)) {
            hold(batch, "the server's list of batches cannot be read to its end, which proves nothing");
            return false;
        }
        job.append(
                List.of(new Event.Voided(
                        batch.number(), why + "input file " + fileId + " deleted, no batch made from it")),
                s -> batch.phase() == BatchState.Phase.INTENDED);
        notices.say("batch " + batch.number() + " was not bought; its requests are free to be bought again");
        return batch.phase() == BatchState.Phase.VOIDED;
    }

    private Listing listing(long backTo) {
        Listing listing = new Listing(api);
        listing.look(Set.of(), backTo);
        return listing;
    }

    /** What to tell people about a batch that is held. */
    String heldText(BatchState batch) {
        return held(job, batch);
    }

    static String held(Job job, BatchState batch) {
        return "batch " + batch.number() + " is held in doubt: it was about to be bought at " + seconds(batch)
                + " from input file " + batch.fileId() + ", and " + batch.doubt()
                + ". It is not bought again. Look at the provider's list of batches, then run: java -jar batchferry.jar"
                + " resolve '" + job.store().location() + "' " + batch.number() + " --bought ID  (or --not-bought)";
    }

    private static Instant seconds(BatchState batch) {
        return Objects.requireNonNull(batch.intendedAt(), "intended").truncatedTo(ChronoUnit.SECONDS);
    }

    private List<BatchState> doubtful() {
        return job.state().batches(BatchState.Phase.INTENDED);
    }

    private List<BatchState> undecided() {
        List<BatchState> undecided = new ArrayList<>(doubtful());
        undecided.removeIf(batch -> batch.doubt() != null);
        return undecided;
    }

    private static String fileId(BatchState batch) {
        return Objects.requireNonNull(batch.fileId(), "an intent names its file");
    }
}
