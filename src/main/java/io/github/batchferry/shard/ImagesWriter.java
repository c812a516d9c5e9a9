package io.github.batchferry.shard;

import io.github.batchferry.request.ImageSink;
import io.github.batchferry.request.Utf8;
import io.github.batchferry.store.SealedOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes images one after another, and a list of their hashes and lengths. Each of the last 65,536 stands there once. */
final class ImagesWriter implements ImageSink {
    private static final int REMEMBERED = 1 << 16;

    private final SealedOutput images;
    private final SealedOutput list;
    private final OutputStream bufferedList;
    private final ByteBuffer entry = ByteBuffer.allocate(StagedImages.ENTRY).order(ByteOrder.LITTLE_ENDIAN);
    private final Map<String, Boolean> written = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };
    private long count;
    private long bytes;

    ImagesWriter(OutputStream images, OutputStream list) {
        this.images = new SealedOutput(images);
        this.list = new SealedOutput(list);
        bufferedList = new BufferedOutputStream(this.list);
    }

    @Override
    public void image(String sha256, Utf8 content) throws IOException {
        if (written.put(sha256, true) != null) {
            return;
        }
        images.write(content.bytes(), content.offset(), content.length());
        entry.clear().put(HexFormat.of().parseHex(sha256)).putLong(content.length());
        bufferedList.write(entry.array());
        count++;
        bytes += content.length();
    }

    StagedImages close() throws IOException {
        images.close();
        bufferedList.close();
        return new StagedImages(count, bytes, images.crc32c(), list.crc32c());
    }

    void abort() {
        try {
            close();
        } catch (IOException e) {
            // The files are deleted right after; what could not be written to them does not matter.
        }
    }
}
