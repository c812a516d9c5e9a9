package io.github.batchferry.ledger;

import io.github.batchferry.ExternalException;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * One job directory as one driver sees it: the ledger and its fold. Each instance is a driver of its own, with a random
 * name. Not thread-safe.
 */
public final class Job {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JobStore store;
    private final String driver;
    private final Ledger ledger;
    private final List<Entry> entries = new ArrayList<>();
    private final JobState state = new JobState();

    private Job(JobStore store, Clock clock) {
        this.store = store;
        driver = randomName(10);
        ledger = new Ledger(store, clock, driver);
        fold(ledger.readAll());
    }

    /** Reads the ledger of this directory, which need not exist. */
    public static Job open(JobStore store, Clock clock) {
        return new Job(store, clock);
    }

    /** A random name of this many characters in base 36, for a write or a driver. */
    public static String randomName(int length) {
        StringBuilder name = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            name.append(Character.forDigit(RANDOM.nextInt(36), 36));
        }
        return name.toString();
    }

    public JobStore store() {
        return store;
    }

    public String driver() {
        return driver;
    }

    public JobState state() {
        return state;
    }

    /** All entries so far, in order. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /**
     * Folds what others have appended.
     *
     * @throws ExternalException where the ledger that was read so far is not there any more
     */
    public JobState refresh() {
        List<Entry> more = ledger.readAfter(state.lastEntry());
        if (more.isEmpty() && state.lastEntry() > 0 && !ledger.has(state.lastEntry())) {
            throw gone();
        }
        fold(more);
        return state;
    }

    /**
     * Appends events at the next free number and folds up to it. A driver that loses a number folds the winner's entry
     * and asks again whether it still wants to. An entry without the one before it is taken back: it stands in a
     * directory that came into being because the job's own was deleted or renamed.
     *
     * @return the number of the entry, or 0 where the events were no longer wanted
     */
    public long append(List<? extends Event> events, Predicate<JobState> wanted) {
        try {
            while (wanted.test(state)) {
                long number = state.lastEntry() + 1;
                Entry entry = ledger.append(number, List.copyOf(events));
                if (entry == null) {
                    refresh();
                    if (state.lastEntry() < number) {
                        throw new IOException("number " + number + " of the ledger is taken but cannot be read");
                    }
                    continue;
                }
                if (number > 1 && !ledger.has(number - 1)) {
                    ledger.takeBack(number);
                    throw gone();
                }
                fold(List.of(entry));
                return number;
            }
            return 0;
        } catch (IOException e) {
            throw ExternalException.storeFailed(
                    "cannot write to the ledger of " + store.location() + ": " + e
                            + ". Nothing more is bought until it can"
                            + " be written; what was bought is found again by the next run",
                    e);
        }
    }

    public long append(List<? extends Event> events) {
        return append(events, s -> true);
    }

    private ExternalException gone() {
        List<String> bought = state.batches().stream()
                .map(BatchState::batchId)
                .filter(Objects::nonNull)
                .toList();
        return ExternalException.damaged(
                "job_gone",
                "the job directory " + store.location() + " is not what it was: entry " + state.lastEntry()
                        + " of its ledger is gone, so it was deleted, renamed or replaced while this driver works on it."
                        + " Nothing more is bought. Put it back and run again to go on. Bought so far: "
                        + (bought.isEmpty() ? "nothing" : String.join(", ", bought)));
    }

    private void fold(List<Entry> more) {
        for (Entry entry : more) {
            state.apply(entry);
            entries.add(entry);
            ledger.checkpoint(entries);
        }
    }
}
