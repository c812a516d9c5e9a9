package io.github.batchferry.shard;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.io.Serializable;

/** A place in a {@code .rows} file where reading may start: the number of the row, and its byte offset. */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record RowSplit(long row, long offset) implements Serializable {}
