package io.github.batchferry.emulator.line;

/** {@code request_counts}. */
public record Counts(long total, long completed, long failed) {
    public static final Counts NONE = new Counts(0, 0, 0);
}
