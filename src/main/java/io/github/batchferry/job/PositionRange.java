package io.github.batchferry.job;

import com.fasterxml.jackson.annotation.JsonFormat;

/** Lines {@code [from, to)} of a batch's input file. */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record PositionRange(int from, int to) {}
