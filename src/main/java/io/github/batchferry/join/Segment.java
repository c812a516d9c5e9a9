package io.github.batchferry.join;

import java.io.Serializable;

/** Lines {@code [from, to)} of a shard stand from {@code position} on in the input of this batch. */
public record Segment(int from, int to, int batch, int position) implements Serializable {}
