package io.github.batchferry.bench;

import io.github.batchferry.job.seal.WriteDraft;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import io.github.batchferry.store.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * A job directory for a job that is larger than the disk. Ledger and status stand in a real store. Staged files are made
 * anew whenever they are read, by the code that stages them: short prompts, one shard a part. Results are received and
 * dropped.
 */
final class StandIns implements JobStore {
    private final JobStore store;
    private final WriteDraft draft;
    private final String prompt;
    private final IntUnaryOperator rowsOfPart;
    private final List<StoredFile> staged = new ArrayList<>();
    private MemoryFiles last = new MemoryFiles();
    private int lastPart = -1;
    private long received;

    StandIns(JobStore store, WriteDraft draft, String prompt, IntUnaryOperator rowsOfPart) {
        this.prompt = prompt;
        this.store = store;
        this.draft = draft;
        this.rowsOfPart = rowsOfPart;
    }

    /** Bytes of results and their indexes. */
    long received() {
        return received;
    }

    StagedPart stage(int part) throws IOException {
        StagedPart made = make(part, new MemoryFiles());
        staged.add(file(made.rowsFile(), made.rowsBytes()));
        made.shards().forEach(shard -> staged.add(file(made.shardFile(shard.ordinal()), shard.bytes())));
        return made;
    }

    @Override
    public InputStream open(String path) throws IOException {
        return isStaged(path) ? made(path).open(path) : store.open(path);
    }

    @Override
    public PositionedInput openPositioned(String path) throws IOException {
        return isStaged(path) ? made(path).openPositioned(path) : store.openPositioned(path);
    }

    @Override
    public List<StoredFile> list(String directory) throws IOException {
        return directory.equals(draft.directory()) ? List.copyOf(staged) : store.list(directory);
    }

    @Override
    public OutputStream create(String path) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                received++;
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                received += length;
            }
        };
    }

    @Override
    public boolean createIfAbsent(String path, byte[] content) throws IOException {
        return store.createIfAbsent(path, content);
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

    private boolean isStaged(String path) {
        return path.startsWith(draft.directory() + "/");
    }

    private MemoryFiles made(String path) throws IOException {
        int part = Integer.parseInt(path.replaceFirst(".*/part-(\\d+).*", "$1"));
        if (part != lastPart) {
            last = new MemoryFiles();
            make(part, last);
            lastPart = part;
        }
        return last;
    }

    private StagedPart make(int part, MemoryFiles files) throws IOException {
        return BenchJob.part(files, draft, part, prompt, rowsOfPart.applyAsInt(part));
    }

    private static StoredFile file(String path, long bytes) {
        return new StoredFile(path.substring(path.lastIndexOf('/') + 1), bytes, 0);
    }
}
