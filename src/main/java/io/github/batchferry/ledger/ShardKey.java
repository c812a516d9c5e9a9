package io.github.batchferry.ledger;

/** Names a shard within a job. */
public record ShardKey(String write, int part, int shard) {}
