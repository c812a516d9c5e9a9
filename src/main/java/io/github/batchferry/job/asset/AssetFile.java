package io.github.batchferry.job.asset;

import io.github.batchferry.result.Asset;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A file that is made by its first bytes, since they say how its name ends. What is not closed well does not count. */
final class AssetFile extends OutputStream {
    /** More than any picture or video of the API has. */
    static final long MOST = 4L << 30;

    private final JobStore store;
    private final String stem;
    private final byte[] first = new byte[AssetType.TELLING];
    private final CRC32C crc = new CRC32C();
    private int held;
    private long bytes;
    private @Nullable String path;
    private @Nullable OutputStream sink;
    private @Nullable IOException failure;

    /** @param stem its path without the ending */
    AssetFile(JobStore store, String stem) {
        this.store = store;
        this.stem = stem;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) throws IOException {
        if (bytes + held + count > MOST) {
            throw refused("the server sent more than " + MOST + " bytes");
        }
        int some = sink == null ? Math.min(count, first.length - held) : 0;
        System.arraycopy(source, offset, first, held, some);
        held += some;
        if (sink == null && held == first.length) {
            open();
        }
        if (count > some) {
            pass(source, offset + some, count - some);
        }
    }

    /** The file, whole and lasting; throws what the store failed with, or that it is none. */
    Asset finish() throws IOException {
        if (sink == null && held > 0) {
            open();
        }
        if (path == null) {
            throw refused("the server sent no byte");
        }
        Objects.requireNonNull(sink).close();
        sink = null;
        return Asset.saved(path, bytes, crc.getValue());
    }

    /** Leaves nothing behind. */
    void drop() throws IOException {
        if (sink != null) {
            try {
                sink.close();
            } catch (IOException e) {
                // What it would have held is not wanted.
            }
            sink = null;
        }
        if (path != null) {
            store.delete(path);
        }
    }

    /** @throws IOException where it was this file that failed, and not where the bytes come from */
    void requireSound() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    private void open() throws IOException {
        AssetType type = AssetType.of(first, held);
        if (type.isText()) {
            throw refused("the server sent a text in its place");
        }
        String name = stem + type.ending();
        try {
            sink = store.create(name);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        path = name;
        pass(first, 0, held);
        held = 0;
    }

    private NoAssetException refused(String why) {
        NoAssetException refusal = new NoAssetException(why);
        failure = refusal;
        return refusal;
    }

    private void pass(byte[] source, int offset, int count) throws IOException {
        try {
            Objects.requireNonNull(sink).write(source, offset, count);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        crc.update(source, offset, count);
        bytes += count;
    }
}
