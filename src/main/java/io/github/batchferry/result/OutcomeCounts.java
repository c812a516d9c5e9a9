package io.github.batchferry.result;

import java.util.Map;

/**
 * What a batch's files hold. The first six count requests and sum up to the batch's lines; the next four count lines.
 * Tokens are those of the lines that stand for their requests and say what they used.
 *
 * @param duplicates lines whose id had been seen
 * @param conflictingDuplicates those of them whose content differs from that of the line they met
 * @param foreign lines with an id that the batch's input does not have
 * @param invalidLines lines that are no result: broken JSON, over the limit, or without an id
 * @param silent requests that were answered, so that they were perhaps paid, and do not say what they used
 */
public record OutcomeCounts(
        int succeeded,
        int failed,
        int expired,
        int cancelled,
        int missing,
        int invalid,
        long duplicates,
        long conflictingDuplicates,
        long foreign,
        long invalidLines,
        int silent,
        Map<Spent, TokenSums> tokens) {
    public OutcomeCounts {
        tokens = tokens == null ? Map.of() : Map.copyOf(tokens);
    }

    public TokenSums tokensOf(Spent spent) {
        return tokens.getOrDefault(spent, TokenSums.NONE);
    }
}
