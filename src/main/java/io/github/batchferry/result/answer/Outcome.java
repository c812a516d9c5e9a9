package io.github.batchferry.result.answer;

/** What became of one request in one batch. The ordinal is the byte in the index file: append only. */
public enum Outcome {
    /** No line has its id. */
    MISSING,
    SUCCEEDED,
    FAILED,
    EXPIRED,
    CANCELLED,
    /** A line has its id, and neither an answer nor an error can be read from it. */
    INVALID;

    private static final Outcome[] ALL = values();

    public static Outcome of(int code) {
        return ALL[code];
    }

    public static boolean isCode(int code) {
        return code >= 0 && code < ALL.length;
    }

    /** What a row is whose request came to this. */
    public RowStatus status() {
        return switch (this) {
            case MISSING -> RowStatus.MISSING;
            case SUCCEEDED -> RowStatus.SUCCEEDED;
            case FAILED, INVALID -> RowStatus.FAILED;
            case EXPIRED -> RowStatus.EXPIRED;
            case CANCELLED -> RowStatus.CANCELLED;
        };
    }

    /** Of two lines with one id the higher rank stays; the first one of equals. */
    public int rank() {
        return switch (this) {
            case MISSING -> 0;
            case INVALID -> 1;
            case FAILED, EXPIRED, CANCELLED -> 2;
            case SUCCEEDED -> 3;
        };
    }
}
