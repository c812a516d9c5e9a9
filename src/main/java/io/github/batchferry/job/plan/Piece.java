package io.github.batchferry.job.plan;

import io.github.batchferry.ledger.FreeLines;
import io.github.batchferry.ledger.LineRange;
import io.github.batchferry.ledger.ShardKey;
import io.github.batchferry.shard.StagedShard;
import java.util.ArrayList;
import java.util.List;

/** Lines of one shard that go into one batch. Their sizes are shares of the shard's: exact for a whole shard. */
record Piece(Kind kind, StagedShard shard, LineRange lines) {
    /** What a batch has one of; {@code most} is how many lines it may have. */
    record Kind(String model, int attempt, int round, int most) {}

    /** Cuts free lines so that no piece is over the limit of tokens, as far as shares tell. */
    static List<Piece> of(ShardKey key, StagedShard shard, FreeLines free, long maxTokens) {
        Kind kind = new Kind(shard.model(), free.attempt(), free.round(), free.most());
        int most = Math.min(free.most(), linesWithin(shard, maxTokens));
        List<Piece> pieces = new ArrayList<>();
        for (int from = free.from(); from < free.to(); ) {
            int to = (int) Math.min(free.to(), (long) from + most);
            pieces.add(new Piece(kind, shard, new LineRange(key.write(), key.part(), key.shard(), from, to)));
            from = to;
        }
        return pieces;
    }

    boolean isWholeShard() {
        return lines.lines() == shard.requests();
    }

    long inputs() {
        return share(shard.inputs());
    }

    long bytes() {
        return share(shard.bytes());
    }

    long tokens() {
        return share(shard.tokens());
    }

    private static int linesWithin(StagedShard shard, long maxTokens) {
        long tokens = shard.tokens();
        return tokens <= maxTokens ? Integer.MAX_VALUE : (int) Math.max(1, maxTokens * shard.requests() / tokens);
    }

    private long share(long whole) {
        return isWholeShard() ? whole : -Math.floorDiv(-whole * lines.lines(), shard.requests());
    }
}
