package io.github.batchferry.http;

import io.github.batchferry.ExternalException.Repeat;
import java.io.IOException;

/** A failure after which this call is not repeated here. */
final class FinalException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Repeat repeat;

    private FinalException(String message, IOException cause, Repeat repeat) {
        super(message, cause);
        this.repeat = repeat;
    }

    /** This side failed: a file could not be read or written. */
    static FinalException local(String message, IOException cause) {
        return new FinalException(message, cause, Repeat.IN_VAIN);
    }

    /** The caller may call again; this call has already had an effect on the caller's side. */
    static FinalException begun(String message, IOException cause) {
        return new FinalException(message, cause, Repeat.MAY_HELP);
    }

    Repeat repeat() {
        return repeat;
    }
}
