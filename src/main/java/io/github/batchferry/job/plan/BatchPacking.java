package io.github.batchferry.job.plan;

import io.github.batchferry.ledger.LineRange;
import io.github.batchferry.ledger.PlannedBatch;
import io.github.batchferry.shard.ShardLimits;
import java.util.ArrayList;
import java.util.List;

/** A batch while it is packed. */
final class BatchPacking {
    /** What one batch may have of a model. */
    record Limit(long bytes, long tokens) {}

    private final Piece.Kind kind;
    private final Limit limit;
    private final List<LineRange> lines = new ArrayList<>();
    private int requests;
    private long inputs;
    private long bytes;
    private long tokens;

    BatchPacking(Piece.Kind kind, Limit limit) {
        this.kind = kind;
        this.limit = limit;
    }

    boolean takes(Piece piece, int target) {
        return requests + piece.lines().lines() <= Math.min(target, kind.most())
                && bytes + piece.bytes() <= limit.bytes()
                && tokens + piece.tokens() <= limit.tokens()
                && inputs + piece.inputs() <= ShardLimits.MAX_INPUTS;
    }

    void add(Piece piece) {
        lines.add(piece.lines());
        requests += piece.lines().lines();
        inputs += piece.inputs();
        bytes += piece.bytes();
        tokens += piece.tokens();
    }

    PlannedBatch toBatch(int number, String endpoint) {
        return new PlannedBatch(
                number, kind.model(), endpoint, kind.attempt(), kind.round(), requests, bytes, tokens, lines);
    }
}
