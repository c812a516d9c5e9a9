package io.github.batchferry.bench;

import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import io.github.batchferry.store.StoredFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes what one task stages and gives it back. Not more than that. */
final class MemoryFiles implements JobStore {
    private final Map<String, ByteArrayOutputStream> files = new HashMap<>();

    @Override
    public OutputStream create(String path) {
        ByteArrayOutputStream file = new ByteArrayOutputStream(1 << 16);
        files.put(path, file);
        return file;
    }

    @Override
    public InputStream open(String path) {
        return new ByteArrayInputStream(bytes(path));
    }

    @Override
    public PositionedInput openPositioned(String path) {
        byte[] bytes = bytes(path);
        return new PositionedInput() {
            @Override
            public void readFully(long position, byte[] buffer, int offset, int length) {
                System.arraycopy(bytes, (int) position, buffer, offset, length);
            }

            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void delete(String path) {
        files.remove(path);
    }

    @Override
    public boolean createIfAbsent(String path, byte[] content) {
        throw new UnsupportedOperationException(path);
    }

    @Override
    public void replace(String path, byte[] content) {
        throw new UnsupportedOperationException(path);
    }

    @Override
    public List<StoredFile> list(String directory) {
        throw new UnsupportedOperationException(directory);
    }

    @Override
    public boolean atomicCreate() {
        return true;
    }

    @Override
    public String location() {
        return "memory";
    }

    private byte[] bytes(String path) {
        return files.get(path).toByteArray();
    }
}
