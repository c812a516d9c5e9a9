package io.github.batchferry.ledger;

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
}
