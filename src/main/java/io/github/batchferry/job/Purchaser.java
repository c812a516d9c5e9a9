package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.CreateBatch;
import io.github.batchferry.batch.InputFile;
import io.github.batchferry.batch.Purchase;
import io.github.batchferry.batch.RemoteFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Buys one batch after another: upload, intent, one last look at the ledger, {@code POST}. What became of one batch is
 * written together with what is intended for the next.
 */
final class Purchaser {
    /** Younger than {@link Settler#MARGIN}, so that a request of ours has ended before others stop looking for it. */
    private static final Duration OLDEST_INTENT = Settler.MARGIN.dividedBy(2);

    private final Job job;
    private final BatchApi api;
    private final Notices notices;
    private final LongSupplier nanoTime;
    private final List<Event> carried = new ArrayList<>();

    Purchaser(Job job, BatchApi api, Notices notices, LongSupplier nanoTime) {
        this.job = job;
        this.api = api;
        this.notices = notices;
        this.nanoTime = nanoTime;
    }

    /**
     * Null where nothing was sent, since somebody else was first.
     *
     * @param tokens the estimate that others see
     */
    @Nullable
    Purchase buy(BatchState batch, InputFile input, long tokens) {
        JobState state = job.state();
        RemoteFile file = api.upload(input);
        long intendedNanos = nanoTime.getAsLong();
        List<Event> events = new ArrayList<>(carried);
        events.add(new Event.Uploaded(batch.number(), file.id(), file.bytes()));
        events.add(new Event.Intended(batch.number(), file.id()));
        long entry = job.append(events, s -> batch.isPurchasable() && !s.cancelAsked());
        if (entry != 0) {
            carried.clear();
        }
        if (entry == 0 || !batch.isIntendedAt(entry)) {
            discard(file.id());
            return null;
        }
        job.refresh();
        if (!batch.isIntendedAt(entry)) {
            return null;
        }
        Duration age = Duration.ofNanos(nanoTime.getAsLong() - intendedNanos);
        if (state.cancelAsked() || age.compareTo(OLDEST_INTENT) >= 0) {
            carried.add(
                    new Event.Voided(batch.number(), "never sent: the intent had grown old or the job was cancelled"));
            discard(file.id());
            return null;
        }
        return post(batch, file.id(), tokens);
    }

    /** Writes what became of the last batch; where that fails, people still get to know what was bought. */
    void record() {
        if (carried.isEmpty()) {
            return;
        }
        try {
            job.append(List.copyOf(carried));
            carried.clear();
        } catch (ExternalException e) {
            for (Event event : carried) {
                if (event instanceof Event.Created created) {
                    notices.say("batch " + created.batch() + " WAS bought as " + created.batchId()
                            + " though that could not be recorded");
                }
            }
            throw e;
        }
    }

    private Purchase post(BatchState batch, String fileId, long tokens) {
        PurchaseTerms terms = terms(batch);
        Purchase purchase = api.create(new CreateBatch(
                fileId,
                batch.planned().endpoint(),
                terms.completionWindow(),
                Metadata.of(job.state(), batch.planned(), tokens, terms.metadata()),
                terms.outputExpiresAfterSeconds()));
        if (purchase instanceof Purchase.Created created) {
            carried.add(new Event.Created(batch.number(), created.batch().id(), "posted"));
        } else if (purchase instanceof Purchase.Denied denied) {
            discard(fileId);
            carried.add(new Event.Denied(
                    batch.number(), denied.status(), denied.code(), denied.message(), Stop.after(denied)));
        } else {
            notices.say("batch " + batch.number() + ": no clear answer to POST /batches ("
                    + ((Purchase.InDoubt) purchase).reason() + "); looking whether it was created");
        }
        return purchase;
    }

    /** Deletes an input file from which nothing was bought. Where that fails it is an orphan, which costs nothing. */
    private void discard(String fileId) {
        try {
            api.deleteFile(fileId);
        } catch (ExternalException e) {
            notices.say("input file " + fileId + " is not needed any more and cannot be deleted: " + e.getMessage());
        }
    }

    private PurchaseTerms terms(BatchState batch) {
        String write = batch.planned().lines().get(0).write();
        return job.state().write(write).orElseThrow().purchase();
    }
}
