package io.github.batchferry.result;

import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import io.github.batchferry.store.StoredFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A job directory in memory that remembers what was opened and how many bytes were read by position. */
final class MemoryStore implements JobStore {
    final Map<String, byte[]> files = new HashMap<>();
    final List<String> opened = new ArrayList<>();
    final Map<String, Long> bytesRead = new HashMap<>();

    @Override
    public boolean createIfAbsent(String path, byte[] content) {
        return files.putIfAbsent(path, content) == null;
    }

    @Override
    public OutputStream create(String path) {
        return new ByteArrayOutputStream() {
            @Override
            public void close() {
                files.put(path, toByteArray());
            }
        };
    }

    @Override
    public void replace(String path, byte[] content) {
        files.put(path, content);
    }

    @Override
    public InputStream open(String path) throws NoSuchFileException {
        return new ByteArrayInputStream(content(path));
    }

    @Override
    public PositionedInput openPositioned(String path) throws NoSuchFileException {
        byte[] content = content(path);
        opened.add(path);
        return new PositionedInput() {
            @Override
            public void readFully(long position, byte[] buffer, int offset, int length) throws EOFException {
                if (position + length > content.length) {
                    throw new EOFException(path);
                }
                System.arraycopy(content, (int) position, buffer, offset, length);
                bytesRead.merge(path, (long) length, Long::sum);
            }

            @Override
            public long length() {
                return content.length;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public List<StoredFile> list(String directory) {
        return List.of();
    }

    @Override
    public void delete(String path) {
        files.remove(path);
    }

    @Override
    public boolean atomicCreate() {
        return true;
    }

    @Override
    public String location() {
        return "memory";
    }

    /** 0 where there is no such file. */
    long lengthOf(String path) {
        return files.getOrDefault(path, new byte[0]).length;
    }

    private byte[] content(String path) throws NoSuchFileException {
        byte[] content = files.get(path);
        if (content == null) {
            throw new NoSuchFileException(path);
        }
        return content;
    }
}
