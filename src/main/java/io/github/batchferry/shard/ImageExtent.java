package io.github.batchferry.shard;

/** Where an image stands in the {@code .images} file of its part. */
public record ImageExtent(long offset, long bytes) {}
