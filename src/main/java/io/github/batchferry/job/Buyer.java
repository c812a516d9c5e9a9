package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.BatchStatus;
import io.github.batchferry.batch.CreateBatch;
import io.github.batchferry.batch.ErrorCodes;
import io.github.batchferry.batch.InputFile;
import io.github.batchferry.batch.Purchase;
import io.github.batchferry.batch.RemoteFile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private final Job job;
    private final BatchApi api;
    private final Notices notices;
    private final LongSupplier nanoTime;
    private final Room room;
    private final List<Event> carried = new ArrayList<>();
    /** The last batch that was bought of a model whose limit nobody knows. */
    private final Map<String, String> probes = new HashMap<>();

    Buyer(Job job, BatchApi api, Notices notices, LongSupplier nanoTime, Room room) {
        this.job = job;
        this.api = api;
        this.notices = notices;
        this.nanoTime = nanoTime;
        this.room = room;
    }

    /**
     * Plans what no batch holds and buys what there is room for, until the server asks to wait, or the job was cancelled.
     *
     * @throws ExternalException where going on makes no sense before somebody changes something
     */
    void buy() throws IOException {
        try {
            while (buyOnce()) {
                record();
            }
        } finally {
            record();
        }
    }

    /** Whether lines of batches that were too large are to be planned smaller. */
    private boolean buyOnce() throws IOException {
        JobState state = job.state();
        plan();
        boolean resized = false;
        for (BatchState batch : List.copyOf(state.batches())) {
            if (Thread.currentThread().isInterrupted() || state.cancelAsked()) {
                return false;
            }
            if (!batch.isPurchasable()) {
                continue;
            }
            Room.Answer answer = room.answer(batch.planned());
            if (answer == Room.Answer.TOO_LARGE) {
                resized |= tooLarge(batch, batch.planned().tokens());
            } else if (answer == Room.Answer.TAKES && !isRefused(batch.planned().model())) {
                if (!purchase(batch)) {
                    return false;
                }
                resized |= batch.tooLarge() != null;
            }
        }
        return resized;
    }

    /** As long as the limit is unknown, the batch before tells whether it is reached, before the next one is uploaded. */
    private boolean isRefused(String model) {
        String probe = room.isUnknown(model) ? probes.remove(model) : null;
        boolean refused = probe != null
                && api.batch(probe)
                        .filter(batch -> batch.status().equals(BatchStatus.FAILED))
                        .isPresent();
        if (refused) {
            room.close(model);
        }
        return refused;
    }

    private boolean tooLarge(BatchState batch, long tokens) {
        String model = batch.planned().model();
        String reason = (batch.planned().requests() == 1 ? "this request" : "the batch") + " has about " + tokens
                + " prompt tokens or " + batch.planned().bytes()
                + " bytes, more than one batch may have (enqueued token limit of model " + model + ": "
                + job.state().enqueuedTokenLimit(model) + ", maxTokensPerBatch: "
                + job.state().limits().maxTokensPerBatch() + ", maxBytesPerBatch: "
                + job.state().limits().maxBytesPerBatch() + ")";
        job.append(List.of(new Event.Voided(batch.number(), reason)), s -> batch.isPurchasable());
        return batch.tooLarge() != null;
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
        InputFile input = new Input(state, job.store(), batch.planned()).file(name);
        long tokens = exact(batch.planned(), input.bytes());
        if (input.bytes() > state.limits().maxBytesPerBatch()
                || room.isTooLarge(batch.planned().model(), tokens)) {
            tooLarge(batch, tokens);
            return true;
        }
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
        room.add(batch.planned());
        if (purchase instanceof Purchase.Created created) {
            probes.put(batch.planned().model(), created.batch().id());
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

    /** Whether to go on with the next batch. */
    private boolean denied(BatchState batch, Purchase.Denied denied) {
        String remedy = Stop.remedy(denied.status(), denied.code());
        carried.add(new Event.Denied(
                batch.number(), denied.status(), denied.code(), denied.message(), then(denied, remedy)));
        if (remedy != null) {
            throw Stop.at(batch.number(), denied.status(), denied.code(), denied.message(), remedy);
        }
        notices.say("batch " + batch.number() + " was refused, nothing was bought for it: " + denied.message()
                + (denied.passing() ? ". It is tried again later" : ""));
        if (denied.passing()) {
            room.close(batch.planned().model());
        }
        return !denied.passing() || ErrorCodes.isQueueFull(denied.code(), denied.message());
    }

    private static Event.AfterRefusal then(Purchase.Denied denied, @Nullable String remedy) {
        if (remedy != null) {
            return Event.AfterRefusal.STOP;
        }
        if (denied.passing()) {
            return denied.status() == 0 ? Event.AfterRefusal.PLAN_AGAIN : Event.AfterRefusal.LATER;
        }
        return Event.AfterRefusal.FAIL_ROWS;
    }

    /** The plan took shares of shards; now that the bytes are known, so is their part of the tokens. */
    private static long exact(PlannedBatch batch, long bytes) {
        return bytes <= batch.bytes() ? batch.tokens() : -Math.floorDiv(-batch.tokens() * bytes, batch.bytes());
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
