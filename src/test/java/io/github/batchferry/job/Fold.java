package io.github.batchferry.job;

import java.util.List;

/** The real fold over a ledger that stands nowhere, for who explores the protocol. */
public final class Fold {
    private Fold() {}

    /** A job with one write of so many requests, which fit one batch. */
    public static Event seal(int requests) {
        return Sample.sealed("w", requests);
    }

    /** All requests of {@link #seal} in one batch. */
    public static Event plan(int number, int requests) {
        return Sample.planned(Sample.batch(number, Sample.lines("w", 0, 0, requests)));
    }

    public static JobState of(List<Entry> entries) {
        JobState state = new JobState();
        entries.forEach(state::apply);
        return state;
    }

    /** Whether its purchase was refused, and nobody has looked yet whether it exists all the same. */
    public static boolean isUnchecked(BatchState batch) {
        return batch.isUnchecked();
    }

    /** How often the server has refused it in a row. */
    public static int denials(BatchState batch) {
        return batch.denials();
    }

    /** Whether the intent that stands at this entry is the one that counts. */
    public static boolean isIntendedAt(BatchState batch, long entry) {
        return batch.isIntendedAt(entry);
    }
}
