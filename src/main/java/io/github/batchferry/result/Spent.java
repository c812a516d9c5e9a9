package io.github.batchferry.result;

import com.fasterxml.jackson.annotation.JsonValue;
import io.github.batchferry.result.answer.Outcome;
import java.util.Locale;

/** On what tokens were spent, as far as it decides on their price and on how people think of them. */
public enum Spent {
    ANSWERS,
    FAILURES,
    /** As {@link #ANSWERS}, for prompts of more than {@link #LONG_PROMPT} tokens. */
    LONG_ANSWERS,
    LONG_FAILURES;

    /** Some models have other prices for the whole of a request whose prompt has more tokens than this. */
    public static final long LONG_PROMPT = 272_000;

    /** As the ledger holds it. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Spent of(Outcome outcome, TokenSums one) {
        if (one.input() > LONG_PROMPT) {
            return outcome == Outcome.SUCCEEDED ? LONG_ANSWERS : LONG_FAILURES;
        }
        return outcome == Outcome.SUCCEEDED ? ANSWERS : FAILURES;
    }

    public boolean forLongPrompts() {
        return this == LONG_ANSWERS || this == LONG_FAILURES;
    }

    public boolean onFailures() {
        return this == FAILURES || this == LONG_FAILURES;
    }
}
