package io.github.batchferry.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One batch as people want to see it.
 *
 * @param status the server's, or {@code planned}, {@code in doubt}, {@code denied}, {@code void} where it has none
 * @param total its requests, without those that go again in another batch
 * @param since when our ledger, or this driver, first saw that status
 */
public record BatchProgress(
        int number,
        @Nullable String batchId,
        String model,
        String status,
        boolean collected,
        long completed,
        long failed,
        long total,
        @Nullable Instant since) {}
