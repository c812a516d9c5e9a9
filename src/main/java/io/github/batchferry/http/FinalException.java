package io.github.batchferry.http;

import java.io.IOException;

/** A failure after which this call is not repeated here. */
final class FinalException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    private FinalException(String message, IOException cause, boolean retryable) {
        super(message, cause);
        this.retryable = retryable;
    }

    /** This side failed: a file could not be read or written. */
    static FinalException local(String message, IOException cause) {
        return new FinalException(message, cause, false);
    }

    /** The caller may call again; this call has already had an effect on the caller's side. */
    static FinalException begun(String message, IOException cause) {
        return new FinalException(message, cause, true);
    }

    boolean retryable() {
        return retryable;
    }
}
