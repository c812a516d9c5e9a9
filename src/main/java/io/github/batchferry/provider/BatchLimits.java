package io.github.batchferry.provider;

import org.jspecify.annotations.Nullable;

/**
 * How much a provider takes, and how much may be asked of it at most, since it raises its limits for some.
 *
 * @param requests of a batch
 * @param bytes of an input file, with room below what it takes
 */
public record BatchLimits(int requests, int mostRequests, long bytes, long mostBytes, int batchesPerHour) {
    private static final int REQUESTS = 50_000;
    private static final int MOST_REQUESTS = 100_000;
    private static final long FILE_BYTES = 200_000_000;
    private static final long MOST_BYTES = 2_000_000_000;
    private static final int BATCHES_PER_HOUR = 2_000;

    /** What a provider does not say is as OpenAI has it. */
    static BatchLimits of(@Nullable Integer requests, @Nullable Long fileBytes) {
        long file = fileBytes == null ? FILE_BYTES : fileBytes;
        return new BatchLimits(
                Math.min(requests == null ? REQUESTS : requests, MOST_REQUESTS),
                MOST_REQUESTS,
                Math.min(file / 100 * 95, MOST_BYTES),
                MOST_BYTES,
                BATCHES_PER_HOUR);
    }
}
