package io.github.batchferry.shard;

import io.github.batchferry.store.SealedInput;
import java.io.Serializable;

/**
 * The distinct images of a part that are uploaded: {@code <file>.images} and {@code <file>.images.list}.
 *
 * @param bytes of all of them
 * @param crc32c with which the file of their bytes ends, {@code listCrc32c} likewise
 */
public record StagedImages(long count, long bytes, long crc32c, long listCrc32c) implements Serializable {
    static final int ENTRY = 32 + Long.BYTES;

    public long fileBytes() {
        return SealedInput.bytes(bytes);
    }

    public long listBytes() {
        return SealedInput.bytes(count * ENTRY);
    }
}
