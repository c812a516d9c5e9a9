package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.CreateBatch;
import io.github.batchferry.batch.Purchase;
import io.github.batchferry.batch.RemoteFile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Buys planned batches, one after another: upload, intent, one last look at the ledger, {@code POST}. What became of one
 * batch is written together with what is intended for the next.
 */
final class Buyer {
    /** Younger than {@link Settler#MARGIN}, so that a request of ours has ended before others stop looking for it. */
    private static final Duration OLDEST_INTENT = Settler.MARGIN.dividedBy(2);

    private static final int PLANNING_ROUNDS = 100;
    private static final Set<String> BILLING = Set.of(
            "insufficient_quota",
            "billing_hard_limit_reached",
            "billing_not_active",
            "organization_usage_limit_exceeded",
            "organization_spend_limit_exceeded",
            "project_spend_limit_exceeded");

    private final Job job;
    private final BatchApi api;
    private final Notices notices;
    private final LongSupplier nanoTime;
    private final List<Event> carried = new ArrayList<>();

    Buyer(Job job, BatchApi api, Notices notices, LongSupplier nanoTime) {
        this.job = job;
        this.api = api;
        this.notices = notices;
        this.nanoTime = nanoTime;
    }

    /**
     * Plans what no batch holds and buys what is planned, until all is bought, the server asks to wait, or the job was
     * cancelled.
     *
     * @throws ExternalException where going on makes no sense before somebody changes something
     */
    void buy() throws IOException {
        JobState state = job.state();
        if (state.cancelAsked()) {
            return;
        }
        plan();
        try {
            for (BatchState batch : List.copyOf(state.batches())) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                if (batch.isPurchasable() && !state.cancelAsked() && !purchase(batch)) {
                    return;
                }
            }
        } finally {
            record();
        }
    }

    /** Another driver may plan at the same time: then what it left over is planned again, which ends soon. */
    private void plan() {
        for (int round = 0; round < PLANNING_ROUNDS; round++) {
            JobState state = job.state();
            List<PlannedBatch> plan = new Planner(state).plan();
            if (plan.isEmpty() || state.cancelAsked()) {
                return;
            }
            long before = state.lastEntry();
            job.append(List.of(new Event.Planned(plan)), s -> s.lastEntry() == before && !s.cancelAsked());
        }
        throw new IllegalStateException("the plan of job " + job.store().location() + " does not settle");
    }

    /** Whether to go on with the next batch. */
    private boolean purchase(BatchState batch) throws IOException {
        JobState state = job.state();
        String name = Metadata.jobName(state) + "-" + batch.number() + "-" + job.driver() + ".jsonl";
        RemoteFile file = api.upload(new Input(state, job.store(), batch.planned()).file(name));
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
            return true;
        }
        job.refresh();
        if (!batch.isIntendedAt(entry)) {
            return true;
        }
        Duration age = Duration.ofNanos(nanoTime.getAsLong() - intendedNanos);
        if (state.cancelAsked() || age.compareTo(OLDEST_INTENT) >= 0) {
            carried.add(
                    new Event.Voided(batch.number(), "never sent: the intent had grown old or the job was cancelled"));
            discard(file.id());
            return true;
        }
        return post(batch, file.id());
    }

    private boolean post(BatchState batch, String fileId) {
        JobState state = job.state();
        PurchaseTerms terms = terms(batch);
        Purchase purchase = api.create(new CreateBatch(
                fileId,
                batch.planned().endpoint(),
                terms.completionWindow(),
                Metadata.of(state, batch.planned(), terms.metadata()),
                terms.outputExpiresAfterSeconds()));
        if (purchase instanceof Purchase.Created created) {
            carried.add(new Event.Created(batch.number(), created.batch().id(), "posted"));
            return true;
        }
        if (purchase instanceof Purchase.Denied denied) {
            discard(fileId);
            return denied(batch, denied);
        }
        notices.say("batch " + batch.number() + ": no clear answer to POST /batches ("
                + ((Purchase.InDoubt) purchase).reason() + "); looking whether it was created");
        return true;
    }

    private boolean denied(BatchState batch, Purchase.Denied denied) {
        String stop = stopReason(denied);
        Event.AfterDenial then =
                denied.passing() || stop != null ? Event.AfterDenial.PLAN_AGAIN : Event.AfterDenial.FAIL_ROWS;
        carried.add(new Event.Denied(batch.number(), denied.status(), denied.code(), denied.message(), then));
        if (stop != null) {
            throw new ExternalException(
                    "batch " + batch.number() + " was refused, nothing was bought for it: " + denied.message() + ". "
                            + stop + ", then run again: the job goes on where it stopped",
                    denied.status(),
                    denied.code(),
                    null,
                    false,
                    null);
        }
        notices.say("batch " + batch.number() + " was refused, nothing was bought for it: " + denied.message()
                + (denied.passing() ? ". It is tried again later" : ""));
        return !denied.passing();
    }

    /** Deletes an input file from which nothing was bought. Where that fails it is an orphan, which costs nothing. */
    private void discard(String fileId) {
        try {
            api.deleteFile(fileId);
        } catch (ExternalException e) {
            notices.say("input file " + fileId + " is not needed any more and cannot be deleted: " + e.getMessage());
        }
    }

    private static @Nullable String stopReason(Purchase.Denied denied) {
        if (denied.code() != null && BILLING.contains(denied.code())) {
            return "Whoever pays for this organization must raise its limit or settle its bill";
        }
        return switch (denied.status()) {
            case 401 -> "Give a key that is valid (apiToken or apiTokenRef)";
            case 403 -> "Whoever administers the project must let this key use the Batch API and the model";
            case 404 -> "The server knows no such address: check baseUrl";
            default -> null;
        };
    }

    private PurchaseTerms terms(BatchState batch) {
        String write = batch.planned().lines().get(0).write();
        return job.state().write(write).orElseThrow().purchase();
    }

    /** Writes what became of the last batch; where that fails, people still get to know what was bought. */
    private void record() {
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
}
