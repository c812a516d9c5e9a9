package io.github.batchferry.job;

import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import io.github.batchferry.store.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A store that creates an entry of the ledger and then says that it could not; and one that does not see some files. */
final class LosingAnswers implements JobStore {
    private final JobStore store;
    final Set<String> invisible = new HashSet<>();
    boolean loses;

    LosingAnswers(JobStore store) {
        this.store = store;
    }

    @Override
    public boolean createIfAbsent(String path, byte[] content) throws IOException {
        boolean created = store.createIfAbsent(path, content);
        if (loses) {
            throw new IOException("the answer was lost");
        }
        return created;
    }

    @Override
    public OutputStream create(String path) throws IOException {
        return store.create(path);
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        store.replace(path, content);
    }

    @Override
    public InputStream open(String path) throws IOException {
        return store.open(path);
    }

    @Override
    public PositionedInput openPositioned(String path) throws IOException {
        return store.openPositioned(path);
    }

    @Override
    public List<StoredFile> list(String directory) throws IOException {
        return store.list(directory).stream()
                .filter(file -> !invisible.contains(directory + "/" + file.name()))
                .toList();
    }

    @Override
    public void delete(String path) throws IOException {
        store.delete(path);
    }

    @Override
    public boolean atomicCreate() {
        return store.atomicCreate();
    }

    @Override
    public String location() {
        return store.location();
    }
}
