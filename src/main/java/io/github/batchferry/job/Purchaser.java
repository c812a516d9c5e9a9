package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.CreateBatch;
import io.github.batchferry.batch.InputFile;
import io.github.batchferry.batch.Purchase;
import io.github.batchferry.batch.RefusalKind;
import io.github.batchferry.ledger.BatchName;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.PurchaseTerms;
import io.github.batchferry.ledger.Reason;
import io.github.batchferry.notice.Notices;
import io.github.batchferry.provider.RefusalWords;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Buys one batch after another: upload, intent, one last look at the ledger, {@code POST}. What became of one batch is
 * written together with what is intended for the next.
 */
final class Purchaser {
    /** Younger than {@link DoubtResolver#MARGIN}, so that a request of ours has ended before others stop looking for it. */
    private static final Duration OLDEST_INTENT = DoubtResolver.MARGIN.dividedBy(2);

    private final Job job;
    private final BatchApi api;
    private final Notices notices;
    private final LongSupplier nanoTime;
    private final Discard discard;
    private final UploadsAhead uploads;
    private final List<Event> carried = new ArrayList<>();

    Purchaser(Job job, BatchApi api, Notices notices, LongSupplier nanoTime, UploadsAhead uploads) {
        this.job = job;
        this.api = api;
        this.notices = notices;
        this.nanoTime = nanoTime;
        this.uploads = uploads;
        discard = new Discard(api, notices);
    }

    /**
     * Null where nothing was sent: somebody else was first, or the server did not take the input file for its lines.
     *
     * @param tokens the estimate that others see
     * @throws ExternalException where the upload failed for any other reason
     */
    @Nullable
    Purchase buy(BatchState batch, InputFile input, long tokens) throws IOException {
        String fileId = batch.fileId();
        int replacedImages = job.state().images().replaced();
        List<Event> events = new ArrayList<>(carried);
        if (fileId == null) {
            String uploaded = upload(batch, input);
            if (uploaded == null) {
                return null;
            }
            fileId = uploaded;
            events.add(new Event.Uploaded(batch.number(), fileId, input.bytes()));
        }
        long intendedNanos = nanoTime.getAsLong();
        String file = fileId;
        boolean again = batch.fileId() != null;
        int denials = batch.denials();
        events.add(new Event.Intended(batch.number(), file));
        long entry = job.append(
                events,
                s -> !s.cancelAsked()
                        && isFree(batch, denials)
                        && (again || s.images().replaced() == replacedImages));
        if (entry != 0) {
            carried.clear();
        }
        if (entry == 0 || !batch.isIntendedAt(entry)) {
            if (!again) {
                discard.file(file);
            }
            return null;
        }
        job.refresh();
        if (!batch.isIntendedAt(entry)) {
            return null;
        }
        Duration age = Duration.ofNanos(nanoTime.getAsLong() - intendedNanos);
        if (job.state().cancelAsked() || age.compareTo(OLDEST_INTENT) >= 0) {
            carried.add(
                    new Event.Voided(batch.number(), "never sent: the intent had grown old or the job was cancelled"));
            discard.file(file);
            return null;
        }
        return post(batch, file, tokens);
    }

    /** A refusal that another driver met since then is not looked up yet. */
    private static boolean isFree(BatchState batch, int denials) {
        return batch.isPurchasable() || batch.isToBePostedAgain() && batch.denials() == denials;
    }

    /** Null where the server refused the file for what stands in it: then the rows have its words. */
    private @Nullable String upload(BatchState batch, InputFile input) throws IOException {
        try {
            return uploads.upload(batch, input).id();
        } catch (ExternalException e) {
            RefusalWords words = job.state().provider().refusals();
            if (e.refusal() == null || RefusalKind.of(e.refusal(), words) != RefusalKind.ROWS) {
                throw e;
            }
            Map<Integer, Reason> lines =
                    new Refusals(words).named(e.refusal(), batch.planned().requests());
            notices.warn(BatchName.of(batch.number()) + ": its input file was refused, nothing was bought for it: "
                    + e.getMessage());
            job.append(
                    List.of(Refusals.denied(
                            batch.number(),
                            e.refusal(),
                            lines.isEmpty() ? Event.AfterRefusal.FAIL_ROWS : Event.AfterRefusal.PLAN_AGAIN,
                            lines)),
                    s -> batch.isPurchasable());
            return null;
        }
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
                    notices.warn(BatchName.of(created.batch()) + " WAS bought as " + created.batchId()
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
        if (purchase instanceof Purchase.Created created && !isOurs(batch, fileId, created.batch())) {
            purchase = new Purchase.InDoubt("the answer names "
                    + BatchName.of(created.batch().id()) + ", which was not made from input file " + fileId);
        }
        if (purchase instanceof Purchase.Created created) {
            carried.add(new Event.Created(batch.number(), created.batch().id(), "posted"));
        } else if (purchase instanceof Purchase.Denied denied) {
            carried.add(new Refusals(job.state().provider().refusals()).denied(batch.number(), denied));
        } else {
            notices.warn(BatchName.of(batch.number()) + ": no clear answer to POST /batches ("
                    + ((Purchase.InDoubt) purchase).reason() + "); looking whether it was created");
        }
        return purchase;
    }

    /** An answer may be a stored one, of another purchase. */
    private boolean isOurs(BatchState batch, String fileId, Batch answer) {
        if (job.state().isHeldByAnother(answer.id(), batch.number()) || isCarried(answer.id())) {
            return false;
        }
        if (answer.inputFileId().equals(fileId)) {
            return true;
        }
        try {
            return api.batch(answer.id())
                    .filter(shown -> shown.inputFileId().equals(fileId)
                            || shown.inputFileId().isEmpty() && Metadata.names(shown, job.state(), batch.number()))
                    .isPresent();
        } catch (ExternalException e) {
            return false;
        }
    }

    private boolean isCarried(String batchId) {
        return carried.stream()
                .anyMatch(event -> event instanceof Event.Created created
                        && created.batchId().equals(batchId));
    }

    private PurchaseTerms terms(BatchState batch) {
        String write = batch.planned().lines().get(0).write();
        return job.state().write(write).orElseThrow().purchase();
    }
}
