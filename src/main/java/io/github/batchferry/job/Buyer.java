package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.BatchStatus;
import io.github.batchferry.batch.ErrorCodes;
import io.github.batchferry.batch.InputFile;
import io.github.batchferry.batch.Purchase;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Plans what no batch holds, and buys what there is room for. */
final class Buyer {
    private static final int PLANNING_ROUNDS = 100;

    private final Job job;
    private final BatchApi api;
    private final Notices notices;
    private final Purchaser purchaser;
    private final Room room;
    /** The last batch that was bought of a model whose limit nobody knows. */
    private final Map<String, String> probes = new HashMap<>();

    Buyer(Job job, BatchApi api, Notices notices, LongSupplier nanoTime, Room room) {
        this.job = job;
        this.api = api;
        this.notices = notices;
        purchaser = new Purchaser(job, api, notices, nanoTime);
        this.room = room;
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
            purchaser.record();
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
            if (mayBeBought(batch, batch.planned().tokens())
                    && !isRefused(batch.planned().model())
                    && !purchase(batch)) {
                return false;
            }
            resized |= batch.tooLarge() != null && !batch.released().isEmpty();
        }
        return resized;
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

    /** Voids what can never be bought as it is. */
    private boolean mayBeBought(BatchState batch, long tokens) {
        switch (room.answer(batch.planned(), tokens)) {
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
        job.append(List.of(new Event.Voided(batch.number(), reason)), s -> batch.isPurchasable());
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

    /** Whether to go on with the next batch. */
    private boolean purchase(BatchState batch) throws IOException {
        JobState state = job.state();
        String name = Metadata.jobName(state) + "-" + batch.number() + "-" + job.driver() + ".jsonl";
        InputFile input = new Input(state, job.store(), batch.planned()).file(name);
        if (input.bytes() > state.limits().maxBytesPerBatch()) {
            tooLarge(batch, input.bytes() + " bytes");
            return true;
        }
        long tokens = exact(batch.planned(), input.bytes());
        if (!mayBeBought(batch, tokens)) {
            return true;
        }
        Purchase purchase = purchaser.buy(batch, input, tokens);
        if (purchase != null) {
            room.add(new QueueLoad(
                    batch.planned().model(), tokens, batch.planned().requests()));
        }
        if (purchase instanceof Purchase.Created created) {
            probes.put(batch.planned().model(), created.batch().id());
        }
        return !(purchase instanceof Purchase.Denied denied) || goesOn(batch, denied);
    }

    private boolean goesOn(BatchState batch, Purchase.Denied denied) {
        String remedy = Stop.remedy(denied.status(), denied.code());
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

    /** The plan took shares of shards; now that the bytes are known, so is their part of the tokens. */
    private static long exact(PlannedBatch batch, long bytes) {
        return bytes <= batch.bytes() ? batch.tokens() : -Math.floorDiv(-batch.tokens() * bytes, batch.bytes());
    }
}
