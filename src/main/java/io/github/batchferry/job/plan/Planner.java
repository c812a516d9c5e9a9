package io.github.batchferry.job.plan;

import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.FreeLines;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.ledger.PlannedBatch;
import io.github.batchferry.ledger.ShardKey;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.shard.StagedShard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Packs the lines that may be bought into batches: neighbours of one write, model and attempt share a batch while they stay
 * within {@code requestsPerBatch}; a write that would then need more than 1,000 batches fills them to the limit. First
 * purchases, remainders and what was too large are all the same to it.
 */
public final class Planner {
    private static final int MANY_BATCHES = 1000;

    private final JobState state;
    private final Instant now;
    private final LimitTerms limits;

    /** @param now lines that wait longer than this are left out */
    public Planner(JobState state, Instant now) {
        this.state = state;
        this.now = now;
        limits = state.limits();
    }

    /** Empty where every line is held, or waits. */
    public List<PlannedBatch> plan() {
        List<PlannedBatch> plan = new ArrayList<>();
        for (Event.WriteSealed write : state.writes()) {
            List<Piece> pieces = pieces(write);
            int first = state.nextBatchNumber() + plan.size();
            List<PlannedBatch> packed = pack(write, pieces, limits.requestsPerBatch(), first);
            if (packed.size() > MANY_BATCHES && limits.packing() == LimitTerms.Packing.NEIGHBOURS) {
                packed = pack(write, pieces, limits.maxRequestsPerBatch(), first);
            }
            plan.addAll(packed);
        }
        return plan;
    }

    private List<Piece> pieces(Event.WriteSealed write) {
        List<Piece> pieces = new ArrayList<>();
        for (StagedPart part : write.parts()) {
            for (StagedShard shard : part.shards()) {
                ShardKey key = new ShardKey(write.write(), part.part(), shard.ordinal());
                BatchPacking.Limit limit = limit(shard.model());
                for (FreeLines free : state.freeLines(key, now)) {
                    pieces.addAll(Piece.of(key, shard, free, limit.tokens()));
                }
            }
        }
        return pieces;
    }

    private List<PlannedBatch> pack(Event.WriteSealed write, List<Piece> pieces, int target, int firstNumber) {
        List<BatchPacking> loads = new ArrayList<>();
        Map<Piece.Kind, BatchPacking> open = new LinkedHashMap<>();
        for (Piece piece : pieces) {
            BatchPacking load = open.get(piece.kind());
            boolean alone = limits.packing() == LimitTerms.Packing.NONE && piece.isWholeShard();
            if (load == null || alone || !load.takes(piece, target)) {
                load = new BatchPacking(piece.kind(), limit(piece.kind().model()));
                loads.add(load);
                open.put(piece.kind(), load);
            }
            load.add(piece);
        }
        List<PlannedBatch> packed = new ArrayList<>(loads.size());
        for (BatchPacking load : loads) {
            packed.add(load.toBatch(firstNumber + packed.size(), write.request().endpointPath()));
        }
        return packed;
    }

    private BatchPacking.Limit limit(String model) {
        Long queue = state.enqueuedTokenLimit(model);
        Long batch = limits.maxTokensPerBatch();
        return new BatchPacking.Limit(
                limits.maxBytesPerBatch(),
                Math.min(queue == null ? Long.MAX_VALUE : queue, batch == null ? Long.MAX_VALUE : batch));
    }
}
