package io.github.batchferry.price;

import io.github.batchferry.batch.BatchUsage;
import io.github.batchferry.result.OutcomeCounts;
import io.github.batchferry.result.TokenSums;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Holds what the lines of a batch say that they used against what the server says of the batch. */
public final class UsageDifference {
    private UsageDifference() {}

    /** For people; null where there is none, or the server does not say. */
    public static @Nullable String of(OutcomeCounts counts, @Nullable BatchUsage billed) {
        if (billed == null) {
            return null;
        }
        TokenSums lines = counts.tokens().values().stream().reduce(TokenSums.NONE, TokenSums::plus);
        StringJoiner differences = new StringJoiner(", ");
        differ(differences, "input", lines.input(), billed.inputTokens());
        differ(differences, "cached", lines.cached(), billed.cachedTokens());
        differ(differences, "output", lines.output(), billed.outputTokens());
        differ(differences, "reasoning", lines.reasoning(), billed.reasoningTokens());
        return differences.length() == 0 ? null : differences.toString();
    }

    private static void differ(StringJoiner differences, String what, long lines, long batch) {
        if (batch >= 0 && lines != batch) {
            differences.add(what + " tokens: " + lines + " by its lines, " + batch + " by the batch");
        }
    }
}
