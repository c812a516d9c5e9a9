package io.github.batchferry;

import org.jspecify.annotations.Nullable;

/**
 * The API or the store failed. The text is free of secrets and of request bodies.
 *
 * <p>{@link #status} is the HTTP status, 0 where there was no HTTP answer. {@link #retryable} says whether the same call
 * may succeed later without anybody changing anything.
 */
public final class ExternalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String code;
    private final @Nullable String requestId;
    private final boolean retryable;
    private final transient @Nullable Refused refusal;

    public ExternalException(
            String message,
            int status,
            @Nullable String code,
            @Nullable String requestId,
            boolean retryable,
            @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.code = code;
        this.requestId = requestId;
        this.retryable = retryable;
        this.refusal = null;
    }

    /** A server refused a call. */
    public ExternalException(
            String message, Refused refusal, @Nullable String requestId, boolean retryable, @Nullable Throwable cause) {
        super(message, cause);
        this.status = refusal.status();
        this.code = refusal.code();
        this.requestId = requestId;
        this.retryable = retryable;
        this.refusal = refusal;
    }

    /** What the server said; absent where no server refused, and after serialization. */
    public @Nullable Refused refusal() {
        return refusal;
    }

    public int status() {
        return status;
    }

    /** The API's error code, such as {@code invalid_api_key}. */
    public @Nullable String code() {
        return code;
    }

    public @Nullable String requestId() {
        return requestId;
    }

    public boolean retryable() {
        return retryable;
    }
}
