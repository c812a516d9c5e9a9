package io.github.batchferry;

/** Something that the caller can fix. The text says what failed with the value, why, and what to do next. */
public final class UserException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public UserException(String message) {
        super(message);
    }

    public UserException(String message, Throwable cause) {
        super(message, cause);
    }
}
