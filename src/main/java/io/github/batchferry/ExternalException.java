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
    private static final String STORE_FAILED = "store_failed";

    private final int status;
    private final @Nullable String code;
    private final @Nullable String requestId;
    private final boolean retryable;
    private final transient @Nullable Refused refusal;

    private ExternalException(
            String message,
            int status,
            @Nullable String code,
            @Nullable String requestId,
            Repeat repeat,
            @Nullable Refused refusal,
            @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.code = code;
        this.requestId = requestId;
        this.retryable = repeat == Repeat.MAY_HELP;
        this.refusal = refusal;
    }

    /** Whether the same call may succeed later without anybody changing anything. */
    public enum Repeat {
        MAY_HELP,
        IN_VAIN
    }

    /** A server answered a call with a refusal. */
    public static ExternalException refused(
            String message, Refused refusal, @Nullable String requestId, Repeat repeat) {
        return new ExternalException(message, refusal.status(), refusal.code(), requestId, repeat, refusal, null);
    }

    /** A server refuses what the job lives on, such as its account, until a person changes something. */
    public static ExternalException stopped(String message, int status, @Nullable String code) {
        return new ExternalException(message, status, code, null, Repeat.IN_VAIN, null, null);
    }

    /** A call has no answer, or none that can be read. */
    public static ExternalException unanswered(String message, Repeat repeat, @Nullable Throwable cause) {
        return new ExternalException(message, 0, null, null, repeat, null, cause);
    }

    /** A call was not made, since it could ask for nothing. */
    public static ExternalException unasked(String message) {
        return unanswered(message, Repeat.IN_VAIN, null);
    }

    /** A server does not have a file, or no longer. */
    public static ExternalException noFile(String message) {
        return new ExternalException(message, 404, "file_not_found", null, Repeat.IN_VAIN, null, null);
    }

    /** The store of the job directory failed; it may work later. */
    public static ExternalException storeFailed(String message, Throwable cause) {
        return new ExternalException(message, 0, STORE_FAILED, null, Repeat.MAY_HELP, null, cause);
    }

    /** The store of the job directory failed in the midst of what is not begun again by itself. */
    public static ExternalException storeStopped(String message, Throwable cause) {
        return new ExternalException(message, 0, STORE_FAILED, null, Repeat.IN_VAIN, null, cause);
    }

    /** Something in the job directory is not what was written there. */
    public static ExternalException damaged(String code, String message) {
        return damaged(code, message, null);
    }

    /** @param cause why it cannot be read, where that is known */
    public static ExternalException damaged(String code, String message, @Nullable Throwable cause) {
        return new ExternalException(message, 0, code, null, Repeat.IN_VAIN, null, cause);
    }

    /** The same fault, with more below its text. */
    public ExternalException with(String more) {
        return new ExternalException(
                getMessage() + "\n" + more,
                status,
                code,
                requestId,
                retryable ? Repeat.MAY_HELP : Repeat.IN_VAIN,
                null,
                this);
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
