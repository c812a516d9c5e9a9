package io.github.batchferry.result;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.batchferry.store.JobStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The assets of a batch, by the position of their request. The file is little-endian: {@code BFAI}, a version, the number
 * of requests, for each of them where its record begins and for the last one where it ends (8 bytes each), and the
 * records, which are JSON arrays; one without bytes is a request that was not looked at.
 */
public final class AssetIndex {
    static final int MAGIC = 'B' | 'F' << 8 | 'A' << 16 | 'I' << 24;
    static final int VERSION = 1;
    static final int HEADER = 12;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<Asset>[] assets;

    private AssetIndex(List<Asset>[] assets) {
        this.assets = assets;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    public static AssetIndex of(int requests) {
        List[] none = new List[requests];
        Arrays.fill(none, List.of());
        return new AssetIndex(none);
    }

    /** Throws {@link io.github.batchferry.ExternalException} where the file is damaged. */
    public static AssetIndex read(JobStore store, RecordedFile file) throws IOException {
        try (AssetReader reader = AssetReader.open(store, file)) {
            AssetIndex index = of(reader.size());
            reader.load(0, reader.size());
            for (int position = 0; position < reader.size(); position++) {
                index.put(position, reader.at(position));
            }
            return index;
        }
    }

    public int size() {
        return assets.length;
    }

    /** Empty where the request was not looked at. */
    public List<Asset> at(int position) {
        return assets[position];
    }

    public void put(int position, List<Asset> some) {
        assets[position] = List.copyOf(some);
    }

    public int count(Asset.State state) {
        return (int) Arrays.stream(assets)
                .flatMap(List::stream)
                .filter(asset -> asset.state() == state)
                .count();
    }

    public Optional<Asset> first(Asset.State state) {
        return Arrays.stream(assets)
                .flatMap(List::stream)
                .filter(asset -> asset.state() == state)
                .findFirst();
    }

    /** Does not close the sink. */
    public void writeTo(OutputStream sink) throws IOException {
        byte[][] records = new byte[assets.length][];
        ByteBuffer head = ByteBuffer.allocate(HEADER + Long.BYTES * (assets.length + 1))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MAGIC)
                .putInt(VERSION)
                .putInt(assets.length);
        long at = head.capacity();
        for (int i = 0; i < assets.length; i++) {
            records[i] = assets[i].isEmpty() ? new byte[0] : JSON.writeValueAsBytes(assets[i]);
            head.putLong(at);
            at += records[i].length;
        }
        sink.write(head.putLong(at).array());
        for (byte[] record : records) {
            sink.write(record);
        }
    }

    static List<Asset> record(byte[] bytes, int offset, int length) throws IOException {
        return length == 0 ? List.of() : List.of(JSON.readValue(bytes, offset, length, Asset[].class));
    }
}
