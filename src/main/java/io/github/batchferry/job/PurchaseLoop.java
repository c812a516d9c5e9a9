package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import io.github.batchferry.Refused;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.BatchStatus;
import io.github.batchferry.batch.InputFile;
import io.github.batchferry.batch.Purchase;
import io.github.batchferry.batch.RefusalKind;
import io.github.batchferry.job.lines.BatchInput;
import io.github.batchferry.job.plan.Planner;
import io.github.batchferry.ledger.BatchName;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.ledger.PlannedBatch;
import io.github.batchferry.notice.Notices;
import io.github.batchferry.provider.RefusalWords;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Plans what no batch holds, and buys what there is room for. */
final class PurchaseLoop {
    private static final int PLANNING_ROUNDS = 100;

    private final Job job;
    private final BatchApi api;
    private final Notices notices;
    private final UploadsAhead uploads;
    private final Purchaser purchaser;
    private final ImageUploader images;
    private final PurchaseHeadroom headroom;
    private final Instant now;
    private final Map<Integer, Integer> clear;
    /** The last batch that was bought of a model whose limit nobody knows. */
    private final Map<String, String> probes = new HashMap<>();

    /** @param clear refused batches that may be posted again, from the same file, by the number of their refusals so far */
    PurchaseLoop(
            Job job,
            BatchApi api,
            Notices notices,
            LongSupplier nanoTime,
            PurchaseHeadroom headroom,
            Instant now,
            Map<Integer, Integer> clear) {
        this.job = job;
        this.api = api;
        this.notices = notices;
        uploads = new UploadsAhead(job, api, notices);
        purchaser = new Purchaser(job, api, notices, nanoTime, uploads);
        images = new ImageUploader(job, api, notices, now);
        this.headroom = headroom;
        this.now = now;
        this.clear = clear;
    }

    /**
     * Until all that fits is bought, the server asks to wait, or the job was cancelled.
     *
     * @throws ExternalException where going on makes no sense before somebody changes something
     */
    void buy() throws IOException {
        try {
            while (buyOnce()) {
                purchaser.record();
            }
        } finally {
            try {
                purchaser.record();
            } finally {
                uploads.close();
            }
        }
    }

    /** Whether lines of batches that were too large are to be planned smaller. */
    private boolean buyOnce() throws IOException {
        JobState state = job.state();
        plan();
        boolean resized = false;
        List<BatchState> batches = List.copyOf(state.batches());
        for (int i = 0; i < batches.size(); i++) {
            BatchState batch = batches.get(i);
            if (Thread.currentThread().isInterrupted() || state.cancelAsked()) {
                return false;
            }
            if (!batch.isPurchasable() && !isToBePostedAgain(batch)) {
                continue;
            }
            if (admitOrVoid(batch, batch.planned().tokens())
                    && !isRefused(batch.planned().model())) {
                uploads.begin(batches.subList(i, batches.size()), headroom);
                if (!purchase(batch)) {
                    return false;
                }
            }
            boolean cut = batch.tooLarge() != null || isClear(batch) && batch.phase() == BatchState.Phase.VOIDED;
            resized |= cut && !batch.released().isEmpty();
        }
        return resized;
    }

    private boolean isToBePostedAgain(BatchState batch) {
        return batch.phase() == BatchState.Phase.DENIED && isClear(batch);
    }

    private boolean isClear(BatchState batch) {
        return Integer.valueOf(batch.denials()).equals(clear.get(batch.number()));
    }

    /** Another driver may plan at the same time: then what it left over is planned again, which ends soon. */
    private void plan() {
        for (int round = 0; round < PLANNING_ROUNDS; round++) {
            JobState state = job.state();
            List<PlannedBatch> plan = new Planner(state, now).plan();
            if (plan.isEmpty() || state.cancelAsked()) {
                return;
            }
            long before = state.lastEntry();
            job.append(List.of(new Event.Planned(plan)), s -> s.lastEntry() == before && !s.cancelAsked());
        }
        throw new IllegalStateException("the plan of job " + job.store().location() + " does not settle");
    }

    /** Voids what can never be bought as it is. */
    private boolean admitOrVoid(BatchState batch, long tokens) {
        switch (headroom.answer(batch.planned(), tokens)) {
            case TAKES:
                return true;
            case TOO_LARGE:
                tooLarge(batch, "about " + tokens + " prompt tokens");
                return false;
            default:
                tellThatItWaits(batch.planned().model());
                return false;
        }
    }

    private void tellThatItWaits(String model) {
        Long limit = job.state().enqueuedTokenLimit(model);
        if (limit != null) {
            notices.say("model " + model + ": its queue is full (limit " + limit
                    + " enqueued tokens): the other batches are bought as room comes");
        }
    }

    private void tooLarge(BatchState batch, String size) {
        String reason = (batch.planned().requests() == 1 ? "this request" : "the batch") + " has " + size
                + ", more than one batch may have: "
                + job.state()
                        .limits()
                        .shown(job.state().enqueuedTokenLimit(batch.planned().model()));
        if (isToBePostedAgain(batch)) {
            new Discard(api, notices).file(Adoption.fileId(batch));
        }
        job.append(
                List.of(new Event.Voided(batch.number(), reason)),
                s -> batch.isPurchasable() || batch.phase() == BatchState.Phase.DENIED);
    }

    /** As long as the limit is unknown, the batch before tells whether it is reached, before the next one is uploaded. */
    private boolean isRefused(String model) {
        String probe = headroom.isUnknown(model) ? probes.remove(model) : null;
        boolean refused = probe != null
                && api.batch(probe)
                        .filter(batch -> batch.status().equals(BatchStatus.FAILED))
                        .isPresent();
        if (refused) {
            headroom.close(model);
        }
        return refused;
    }

    /** Whether to go on with the next batch. */
    private boolean purchase(BatchState batch) throws IOException {
        JobState state = job.state();
        BatchInput lines = new BatchInput(state, job.store(), batch.planned());
        InputFile input = uploads.file(batch, lines);
        if (input.bytes() > state.limits().maxBytesPerBatch()) {
            tooLarge(batch, input.bytes() + " bytes");
            return true;
        }
        long tokens = exact(batch.planned(), input.bytes());
        if (!admitOrVoid(batch, tokens)) {
            return true;
        }
        Map<String, String> imageIds = batch.fileId() == null ? images.upload(batch, lines) : Map.of();
        if (imageIds == null) {
            return true;
        }
        Purchase purchase = purchaser.buy(batch, lines.withImages(input, imageIds), tokens);
        if (purchase != null) {
            headroom.add(new QueueLoad(
                    batch.planned().model(), tokens, batch.planned().requests()));
        }
        if (purchase instanceof Purchase.Created created) {
            probes.put(batch.planned().model(), created.batch().id());
        }
        return !(purchase instanceof Purchase.Denied denied) || goesOn(batch, denied);
    }

    private boolean goesOn(BatchState batch, Purchase.Denied denied) {
        RefusalWords words = job.state().provider().refusals();
        Refusals refusals = new Refusals(words);
        Event.AfterRefusal then = refusals.denied(batch.number(), denied).then();
        if (then == Event.AfterRefusal.STOP) {
            throw refusals.stop(batch.number(), denied.status(), denied.code(), denied.message());
        }
        boolean passes = then != Event.AfterRefusal.FAIL_ROWS;
        notices.warn(BatchName.of(batch.number()) + " was refused: " + denied.message()
                + (passes ? ". It is sent again later, from the same file" : ""));
        Refused refused = denied.refusal();
        RefusalKind kind = refused == null ? RefusalKind.BUSY : RefusalKind.of(refused, words);
        if (kind == RefusalKind.QUEUE) {
            headroom.close(batch.planned().model());
        }
        return kind != RefusalKind.BUSY;
    }

    /** The plan took shares of shards; now that the bytes are known, so is their part of the tokens. */
    private static long exact(PlannedBatch batch, long bytes) {
        return bytes <= batch.bytes() ? batch.tokens() : -Math.floorDiv(-batch.tokens() * bytes, batch.bytes());
    }
}
