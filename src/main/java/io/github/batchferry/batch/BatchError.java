package io.github.batchferry.batch;

import org.jspecify.annotations.Nullable;

/** One entry of {@code batch.errors.data}. {@link #line} counts from 1 in the input file. */
public record BatchError(
        @Nullable String code,
        @Nullable String message,
        @Nullable String param,
        @Nullable Integer line) {}
