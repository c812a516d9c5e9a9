package io.github.batchferry.emulator.line;

import org.jspecify.annotations.Nullable;

/** One entry of {@code batch.errors.data}; lines count from 1. */
public record LineError(
        String code,
        String message,
        @Nullable String param,
        @Nullable Integer line) {}
