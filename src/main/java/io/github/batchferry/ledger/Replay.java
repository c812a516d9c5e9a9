package io.github.batchferry.ledger;

import io.github.batchferry.ExternalException;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.StoredFile;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/**
 * The whole ledger, each entry from its own file, whatever a checkpoint says.
 *
 * @param files the entries, in no order
 */
public record Replay(JobState state, List<StoredFile> files) {
    /** Where the entries stand in a job directory. */
    public static final String DIRECTORY = Ledger.DIRECTORY;

    /** Reads only. Throws {@link ExternalException} where an entry is damaged, or one between others is not there. */
    public static Replay of(JobStore store) throws IOException {
        List<Entry> entries = new Ledger(store, Clock.systemUTC(), "").readAfter(0);
        List<StoredFile> files = store.list(DIRECTORY).stream()
                .filter(file -> file.name().endsWith(".json"))
                .toList();
        String last = Ledger.name(entries.size());
        if (files.stream().anyMatch(file -> file.name().compareTo(last) > 0)) {
            String missing = DIRECTORY + "/" + Ledger.name(entries.size() + 1L);
            throw EntryFormat.corrupt(store.location() + "/" + missing, null);
        }
        JobState state = new JobState();
        entries.forEach(state::apply);
        return new Replay(state, files);
    }
}
