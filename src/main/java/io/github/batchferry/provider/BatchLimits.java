package io.github.batchferry.provider;

/**
 * How much a provider takes, and how much may be asked of it at most, since it raises its limits for some.
 *
 * @param requests of a batch
 * @param bytes of an input file, with room below what it takes
 */
public record BatchLimits(int requests, int mostRequests, long bytes, long mostBytes, int batchesPerHour) {
    static final BatchLimits KNOWN = new BatchLimits(50_000, 100_000, 190_000_000, 2_000_000_000, 2_000);
}
