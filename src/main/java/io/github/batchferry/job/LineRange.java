package io.github.batchferry.job;

import com.fasterxml.jackson.annotation.JsonFormat;

/** Lines {@code [from, to)} of one shard. */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record LineRange(String write, int part, int shard, int from, int to) {
    int lines() {
        return to - from;
    }

    ShardKey key() {
        return new ShardKey(write, part, shard);
    }
}
