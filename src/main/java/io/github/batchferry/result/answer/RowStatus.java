package io.github.batchferry.result.answer;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What became of a row: what its {@code status} column says. The ledger holds the same words. */
public enum RowStatus {
    SUCCEEDED,
    FAILED,
    EXPIRED,
    CANCELLED,
    /** The server gave its request no line. */
    MISSING,
    /** Nothing is final yet. */
    PENDING;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As people, the ledger and the column write it. */
    @JsonValue
    public String word() {
        return word;
    }

    public static Optional<RowStatus> of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word.equals(word))
                .findFirst();
    }
}
