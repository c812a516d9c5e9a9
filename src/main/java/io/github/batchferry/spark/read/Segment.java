package io.github.batchferry.spark.read;

import java.io.Serializable;

/** Lines {@code [from, to)} of a shard stand from {@code position} on in the input of this batch. */
record Segment(int from, int to, int batch, int position) implements Serializable {}
