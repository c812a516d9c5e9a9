package io.github.batchferry.emulator.answer;

import org.jspecify.annotations.Nullable;

/** A body that the endpoint refuses with a 400. */
final class InvalidBody extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String param;
    private final @Nullable String code;

    InvalidBody(String message, String param, @Nullable String code) {
        super(message, null, false, false);
        this.param = param;
        this.code = code;
    }

    String param() {
        return param;
    }

    @Nullable
    String code() {
        return code;
    }
}
