package io.github.batchferry.result;

/**
 * What a batch's files hold. The first six count requests and sum up to the batch's lines; the next four count lines.
 * Token sums are those of the lines that stand for their requests, unknown ones as 0.
 *
 * @param duplicates lines whose id had been seen
 * @param conflictingDuplicates those of them whose content differs from that of the line they met
 * @param foreign lines with an id that the batch's input does not have
 * @param invalidLines lines that are no result: broken JSON, over the limit, or without an id
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
        long inputTokens,
        long cachedTokens,
        long outputTokens,
        long reasoningTokens,
        long totalTokens) {}
