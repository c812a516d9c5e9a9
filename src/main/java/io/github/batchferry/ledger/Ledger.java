package io.github.batchferry.ledger;

import io.github.batchferry.ExternalException;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.StoreWords;
import io.github.batchferry.store.StoredFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The numbered entries of a job directory. Creating the next number is the only lock there is. Every 256 entries a
 * checkpoint, which holds all entries so far one a line, spares later readers the many small files; it is derived and
 * may be deleted.
 */
final class Ledger {
    static final String DIRECTORY = "ledger";
    private static final int CHECKPOINT_EVERY = 256;
    private static final String CHECKPOINT = ".checkpoint";

    private final JobStore store;
    private final Clock clock;
    private final String driver;

    Ledger(JobStore store, Clock clock, String driver) {
        this.store = store;
        this.clock = clock;
        this.driver = driver;
    }

    /** All entries from the first on. */
    List<Entry> readAll() {
        try {
            long checkpoint = 0;
            long newest = 0;
            for (StoredFile file : store.list(DIRECTORY)) {
                String name = file.name();
                if (name.endsWith(CHECKPOINT)) {
                    checkpoint = Math.max(checkpoint, number(name, CHECKPOINT));
                } else if (name.endsWith(".json")) {
                    newest = Math.max(newest, number(name, ".json"));
                }
            }
            List<Entry> entries = checkpoint > 0 ? readCheckpoint(checkpoint) : new ArrayList<>();
            entries.addAll(readAfter(entries.size()));
            if (entries.size() < newest) {
                throw EntryFormat.corrupt(path(entries.size() + 1L), null);
            }
            return entries;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The entries that follow this number, in order. */
    List<Entry> readAfter(long number) {
        List<Entry> entries = new ArrayList<>();
        try {
            for (long next = number + 1; ; next++) {
                try (InputStream in = store.open(path(next))) {
                    entries.add(EntryFormat.read(in.readAllBytes(), store.location() + "/" + path(next), next));
                } catch (NoSuchFileException e) {
                    return entries;
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Whether this entry is still there, by itself or in a checkpoint. */
    boolean has(long number) {
        try {
            return isThere(path(number)) || isThere(checkpointPath(number));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Takes back an entry that was written to what is no longer the job's directory. */
    void takeBack(long number) throws IOException {
        store.delete(path(number));
    }

    /**
     * The entry as it now stands in the ledger, or null where the number is taken. An interrupt does not keep what was
     * bought from being written down; it stays set.
     */
    @org.jspecify.annotations.Nullable
    Entry append(long number, List<Event> events) throws IOException {
        Entry entry = new Entry(number, driver, clock.instant(), events);
        boolean interrupted = Thread.interrupted();
        try {
            return store.createIfAbsent(path(number), EntryFormat.write(entry)) ? entry : null;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void checkpoint(List<Entry> entries) {
        if (entries.isEmpty() || entries.size() % CHECKPOINT_EVERY != 0) {
            return;
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            lines.writeBytes(EntryFormat.write(entry));
            lines.write('\n');
        }
        try {
            store.createIfAbsent(checkpointPath(entries.size()), lines.toByteArray());
        } catch (IOException e) {
            // Only a short cut: the entries themselves are all there.
        }
    }

    /** Empty where the checkpoint is damaged: the entries themselves are all there. */
    private List<Entry> readCheckpoint(long number) throws IOException {
        try {
            return parseCheckpoint(number);
        } catch (ExternalException e) {
            return new ArrayList<>();
        }
    }

    private List<Entry> parseCheckpoint(long number) throws IOException {
        String path = checkpointPath(number);
        List<Entry> entries = new ArrayList<>();
        byte[] bytes;
        try (InputStream in = store.open(path)) {
            bytes = in.readAllBytes();
        }
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                entries.add(EntryFormat.read(
                        java.util.Arrays.copyOfRange(bytes, start, i),
                        store.location() + "/" + path,
                        entries.size() + 1L));
                start = i + 1;
            }
        }
        if (entries.size() != number) {
            throw EntryFormat.corrupt(store.location() + "/" + path, null);
        }
        return entries;
    }

    private boolean isThere(String path) throws IOException {
        try (InputStream in = store.open(path)) {
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static String checkpointPath(long number) {
        return String.format(Locale.ROOT, "%s/%020d%s", DIRECTORY, number, CHECKPOINT);
    }

    private static String path(long number) {
        return DIRECTORY + "/" + name(number);
    }

    static String name(long number) {
        return String.format(Locale.ROOT, "%020d.json", number);
    }

    private static long number(String name, String ending) {
        try {
            return Long.parseLong(name.substring(0, name.length() - ending.length()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private ExternalException unreadable(IOException e) {
        return ExternalException.storeFailed(
                "cannot read the ledger of " + store.location() + ": " + StoreWords.of(e)
                        + ". Check that this is a directory that may be read. Nothing was bought",
                e);
    }
}
