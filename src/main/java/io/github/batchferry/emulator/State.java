package io.github.batchferry.emulator;

import io.github.batchferry.emulator.Journal.Change;
import io.github.batchferry.emulator.file.KeptFile;
import io.github.batchferry.emulator.wire.Refusal;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All files and batches. Every change is in the journal before anybody sees it. Safe for use by several threads. */
final class State implements Closeable {
    private final Journal journal;
    private final Map<String, KeptFile> files = new LinkedHashMap<>();
    private final Map<String, BatchRecord> batches = new LinkedHashMap<>();
    private final Map<String, List<String>> batchesOfProject = new HashMap<>();
    private final Map<String, BatchRecord> openBatches = new LinkedHashMap<>();
    private long starts;

    State(Journal journal) throws IOException {
        this.journal = journal;
        journal.replay(this::apply);
        List<Change> all = new ArrayList<>(List.of(Change.started(++starts)));
        files.values().forEach(file -> all.add(Change.file(file)));
        batches.values().forEach(batch -> all.add(Change.batch(batch)));
        journal.begin(all);
    }

    synchronized long starts() {
        return starts;
    }

    synchronized void add(KeptFile file) {
        make(Change.file(file));
    }

    /** Empty where the project has no such file, or where it has expired. */
    synchronized Optional<KeptFile> file(String project, String id, long nowMillis) {
        return Optional.ofNullable(files.get(id))
                .filter(file -> file.project().equals(project) && nowMillis < file.expiresAt());
    }

    /** Of any project, expired or not. */
    synchronized Optional<KeptFile> file(String id) {
        return Optional.ofNullable(files.get(id));
    }

    /** Oldest first. */
    synchronized List<KeptFile> files(String project, long nowMillis) {
        return files.values().stream()
                .filter(file -> file.project().equals(project) && nowMillis < file.expiresAt())
                .toList();
    }

    synchronized boolean knowsFile(String id) {
        return files.containsKey(id);
    }

    synchronized void removeFile(String id) {
        make(Change.gone(id));
    }

    synchronized List<String> expiredFiles(long nowMillis) {
        return files.values().stream()
                .filter(file -> file.expiresAt() <= nowMillis)
                .map(KeptFile::id)
                .toList();
    }

    /** Accepts a batch, unless the project has had its fill since that time. */
    synchronized void add(BatchRecord batch, int most, long sinceMillis) {
        List<String> ids = batchesOfProject.getOrDefault(batch.order().project(), List.of());
        if (ids.size() >= most) {
            BatchRecord oldest = batches.get(ids.get(ids.size() - most));
            if (oldest != null && oldest.order().createdAt() > sinceMillis) {
                throw Refusal.tooMany("Rate limit reached for batch creation: limit " + most + " per hour.");
            }
        }
        make(Change.batch(batch));
    }

    synchronized Optional<BatchRecord> batch(String id) {
        return Optional.ofNullable(batches.get(id));
    }

    synchronized Optional<BatchRecord> batch(String project, String id) {
        return batch(id).filter(batch -> batch.order().project().equals(project));
    }

    /** Newest first, those before the one with this id. Empty where the project has no such batch. */
    synchronized Optional<List<BatchRecord>> batches(String project, @Nullable String after, int limit) {
        List<String> ids = batchesOfProject.getOrDefault(project, List.of());
        int from = after == null ? ids.size() : ids.lastIndexOf(after);
        if (from < 0) {
            return Optional.empty();
        }
        List<BatchRecord> page = new ArrayList<>();
        for (int i = from - 1; i >= 0 && page.size() < limit; i--) {
            BatchRecord batch = batches.get(ids.get(i));
            if (batch != null) {
                page.add(batch);
            }
        }
        return Optional.of(page);
    }

    /** In the order in which they were accepted. */
    synchronized List<BatchRecord> batches() {
        return List.copyOf(batches.values());
    }

    /** Those that have not ended. */
    synchronized List<BatchRecord> open() {
        return List.copyOf(openBatches.values());
    }

    /** Changes a batch where it still has this status; empty where it has another one by now. */
    synchronized Optional<BatchRecord> move(String id, String from, UnaryOperator<BatchRecord> change) {
        BatchRecord batch = batches.get(id);
        if (batch == null || !batch.status().equals(from)) {
            return Optional.empty();
        }
        return change(id, change);
    }

    /** Changes a batch whatever its status; empty where there is none. */
    synchronized Optional<BatchRecord> change(String id, UnaryOperator<BatchRecord> change) {
        BatchRecord batch = batches.get(id);
        if (batch == null) {
            return Optional.empty();
        }
        BatchRecord next = change.apply(batch);
        boolean ends = next.progress().isTerminal();
        make(ends ? Change.ended(next, results(next.progress())) : Change.batch(next));
        return Optional.of(next);
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }

    private static List<KeptFile> results(Progress progress) {
        return Stream.of(Optional.ofNullable(progress.output()), Optional.ofNullable(progress.errorFile()))
                .flatMap(Optional::stream)
                .toList();
    }

    private void make(Change change) {
        journal.append(change);
        apply(change);
    }

    private void apply(Change change) {
        if (change.starts() != null) {
            starts = change.starts();
        }
        BatchRecord batch = change.batch();
        if (batch != null) {
            apply(batch);
        }
        Collection<KeptFile> added = change.files();
        if (added != null) {
            added.forEach(file -> files.put(file.id(), file));
        }
        if (change.gone() != null) {
            files.remove(change.gone());
        }
    }

    private void apply(BatchRecord batch) {
        if (batches.put(batch.id(), batch) == null) {
            batchesOfProject
                    .computeIfAbsent(batch.order().project(), project -> new ArrayList<>())
                    .add(batch.id());
        }
        if (batch.progress().isTerminal()) {
            openBatches.remove(batch.id());
        } else {
            openBatches.put(batch.id(), batch);
        }
    }
}
