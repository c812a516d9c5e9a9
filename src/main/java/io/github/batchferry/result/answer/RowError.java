package io.github.batchferry.result.answer;

import org.jspecify.annotations.Nullable;

/** Why a request has no answer, in the server's words; {@code httpStatus} 0 where it had no HTTP answer. */
public record RowError(
        @Nullable String code,
        @Nullable String message,
        @Nullable String type,
        @Nullable String param,
        int httpStatus) {}
