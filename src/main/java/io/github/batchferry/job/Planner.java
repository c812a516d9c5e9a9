package io.github.batchferry.job;

import io.github.batchferry.shard.ShardLimits;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.shard.StagedShard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Packs the lines that no batch holds into batches: small neighbours of one write and model share a batch while they
 * stay within {@code requestsPerBatch}; a write that would then need more than 1,000 batches fills them to the limit.
 */
final class Planner {
    private static final int MANY_BATCHES = 1000;

    private final JobState state;
    private final LimitTerms limits;

    Planner(JobState state) {
        this.state = state;
        limits = state.limits();
    }

    /** Empty where every line is held. */
    List<PlannedBatch> plan() {
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
                for (int[] free : state.holdings(key).unbought(shard.requests())) {
                    pieces.add(new Piece(
                            shard, new LineRange(write.write(), part.part(), shard.ordinal(), free[0], free[1])));
                }
            }
        }
        return pieces;
    }

    private List<PlannedBatch> pack(Event.WriteSealed write, List<Piece> pieces, int target, int firstNumber) {
        List<Load> loads = new ArrayList<>();
        Map<String, Load> open = new LinkedHashMap<>();
        for (Piece piece : pieces) {
            Load load = open.get(piece.shard.model());
            if (load == null || limits.packing() == LimitTerms.Packing.NONE || !load.takes(piece, target)) {
                load = new Load();
                loads.add(load);
                open.put(piece.shard.model(), load);
            }
            load.add(piece);
        }
        List<PlannedBatch> packed = new ArrayList<>(loads.size());
        for (Load load : loads) {
            packed.add(load.toBatch(firstNumber + packed.size(), write.request().endpointPath()));
        }
        return packed;
    }

    private record Piece(StagedShard shard, LineRange lines) {
        long share(long whole) {
            return lines.lines() == shard.requests() ? whole : whole * lines.lines() / shard.requests() + 1;
        }
    }

    private final class Load {
        private final List<LineRange> lines = new ArrayList<>();
        private String model = "";
        private int requests;
        private long inputs;
        private long bytes;
        private long bodyBytes;

        boolean takes(Piece piece, int target) {
            return requests + piece.lines.lines() <= target
                    && bytes + piece.share(piece.shard.bytes()) <= limits.maxBytesPerBatch()
                    && inputs + piece.share(piece.shard.inputs()) <= ShardLimits.MAX_INPUTS;
        }

        void add(Piece piece) {
            lines.add(piece.lines);
            model = piece.shard.model();
            requests += piece.lines.lines();
            inputs += piece.share(piece.shard.inputs());
            bytes += piece.share(piece.shard.bytes());
            bodyBytes += piece.share(piece.shard.bodyBytes());
        }

        PlannedBatch toBatch(int number, String endpoint) {
            return new PlannedBatch(number, model, endpoint, 1, requests, bytes, (bodyBytes + 3) / 4, lines);
        }
    }
}
