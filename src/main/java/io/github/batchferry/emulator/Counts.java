package io.github.batchferry.emulator;

/** {@code request_counts}. */
record Counts(long total, long completed, long failed) {
    static final Counts NONE = new Counts(0, 0, 0);
}
