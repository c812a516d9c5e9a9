package io.github.batchferry.ledger;

import io.github.batchferry.result.answer.RowStatus;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Why rows have no answer: the status that they get, and what stands in their {@code error}; HTTP status 0 for none. */
public record Reason(
        RowStatus status,
        @Nullable String code,
        @Nullable String message,
        @Nullable String type,
        @Nullable String param,
        int httpStatus)
        implements Serializable {
    /** The code of rows whose lines were lost: perhaps paid, and not bought again by itself. */
    public static final String RESULT_INCOMPLETE = "result_incomplete";

    public Reason(
            RowStatus status,
            @Nullable String code,
            @Nullable String message,
            @Nullable String type,
            @Nullable String param) {
        this(status, code, message, type, param, 0);
    }

    /** Nothing is final yet. */
    public static Reason pending(String code, String message) {
        return of(RowStatus.PENDING, code, message);
    }

    public static Reason of(RowStatus status, String code, String message) {
        return new Reason(status, code, message, null, null);
    }
}
