package io.github.batchferry.bench;

import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import io.github.batchferry.store.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** Counts what a job asks of its storage, since each of that is a request to a store that is not local. */
final class CountingStore implements JobStore {
    private final JobStore store;
    private long reads;

    CountingStore(JobStore store) {
        this.store = store;
    }

    /** Opened files, found or not, and listings. */
    long reads() {
        return reads;
    }

    @Override
    public InputStream open(String path) throws IOException {
        reads++;
        return store.open(path);
    }

    @Override
    public PositionedInput openPositioned(String path) throws IOException {
        reads++;
        return store.openPositioned(path);
    }

    @Override
    public List<StoredFile> list(String directory) throws IOException {
        reads++;
        return store.list(directory);
    }

    @Override
    public boolean createIfAbsent(String path, byte[] content) throws IOException {
        return store.createIfAbsent(path, content);
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
