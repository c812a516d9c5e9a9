package io.github.batchferry.result;

import com.fasterxml.jackson.core.JacksonException;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import io.github.batchferry.store.SealedInput;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;

/** Reads an {@link AssetIndex} by ranges, in two reads each: first {@link #load}, then ask. For one thread. */
public final class AssetReader implements Closeable {
    private final JobStore store;
    private final String path;
    private final PositionedInput content;
    private final int size;
    private byte[] records = {};
    private long[] starts = {0};
    private int from;

    private AssetReader(JobStore store, String path, PositionedInput content, int size) {
        this.store = store;
        this.path = path;
        this.content = content;
        this.size = size;
    }

    /** This or a later read throws {@link io.github.batchferry.ExternalException} where the file is damaged. */
    public static AssetReader open(JobStore store, RecordedFile file) throws IOException {
        PositionedInput content =
                SealedInput.of(file.open(store), how -> RecordedFile.damaged(store, file.path(), how));
        try {
            ByteBuffer header = read(content, 0, AssetIndex.HEADER);
            int magic = header.getInt();
            int version = header.getInt();
            if (magic != AssetIndex.MAGIC || version != AssetIndex.VERSION) {
                throw RecordedFile.damaged(store, file.path(), "it does not begin as an index of assets does");
            }
            return new AssetReader(store, file.path(), content, header.getInt());
        } catch (IOException | RuntimeException e) {
            content.close();
            throw e;
        }
    }

    /** The number of requests of the batch. */
    public int size() {
        return size;
    }

    /** Forgets the range before. */
    public void load(int first, int to) throws IOException {
        Objects.checkFromToIndex(first, to, size);
        ByteBuffer table = read(content, AssetIndex.HEADER + (long) Long.BYTES * first, Long.BYTES * (to - first + 1));
        long[] loaded = new long[to - first + 1];
        table.asLongBuffer().get(loaded);
        records = read(content, loaded[0], Math.toIntExact(loaded[to - first] - loaded[0]))
                .array();
        starts = loaded;
        from = first;
    }

    /** Of a position of the loaded range; empty where the request was not looked at. */
    public List<Asset> at(int position) throws IOException {
        int i = Objects.checkIndex(position - from, starts.length - 1);
        int start = (int) (starts[i] - starts[0]);
        try {
            return AssetIndex.record(records, start, (int) (starts[i + 1] - starts[i]));
        } catch (JacksonException e) {
            throw RecordedFile.damaged(store, path, "its record of request " + position + " cannot be read");
        }
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    private static ByteBuffer read(PositionedInput content, long at, int length) throws IOException {
        byte[] bytes = new byte[length];
        content.readFully(at, bytes, 0, length);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
