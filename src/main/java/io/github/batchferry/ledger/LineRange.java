package io.github.batchferry.ledger;

import com.fasterxml.jackson.annotation.JsonFormat;

/** Lines {@code [from, to)} of one shard. */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record LineRange(String write, int part, int shard, int from, int to) {
    public int lines() {
        return to - from;
    }

    public ShardKey key() {
        return new ShardKey(write, part, shard);
    }
}
