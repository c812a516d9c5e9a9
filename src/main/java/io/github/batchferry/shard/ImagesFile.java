package io.github.batchferry.shard;

import io.github.batchferry.ExternalException;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import io.github.batchferry.store.SealedInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** Reads the images that a task staged, verified as they are read. */
public final class ImagesFile {
    private static final int ENTRIES = 4096;

    private ImagesFile() {}

    /** Their bytes. The caller closes it; {@link ExternalException} where they are not what was written. */
    public static PositionedInput open(JobStore store, StagedPart part) throws IOException {
        return open(store, part.imagesFile(), part.stagedImages().crc32c());
    }

    /** Where those images stand that have these hashes, in memory that grows with the wanted ones alone. */
    public static Map<String, ImageExtent> find(JobStore store, StagedPart part, Set<String> wanted)
            throws IOException {
        Map<String, ImageExtent> found = new HashMap<>();
        byte[] hash = new byte[StagedImages.ENTRY - Long.BYTES];
        try (PositionedInput list =
                open(store, part.imageListFile(), part.stagedImages().listCrc32c())) {
            byte[] bytes = new byte[ENTRIES * StagedImages.ENTRY];
            long offset = 0;
            for (long at = 0; at < list.length(); at += bytes.length) {
                int some = (int) Math.min(bytes.length, list.length() - at);
                list.readFully(at, bytes, 0, some);
                ByteBuffer entries = ByteBuffer.wrap(bytes, 0, some).order(ByteOrder.LITTLE_ENDIAN);
                while (entries.hasRemaining()) {
                    entries.get(hash);
                    long length = entries.getLong();
                    String sha256 = HexFormat.of().formatHex(hash);
                    if (wanted.contains(sha256)) {
                        found.putIfAbsent(sha256, new ImageExtent(offset, length));
                    }
                    offset += length;
                }
            }
        }
        return found;
    }

    public static ExternalException damaged(String path, String how) {
        return ExternalException.damaged(
                "corrupt_images",
                "the file of staged images '" + path + "' is damaged: " + how
                        + ". It was changed or cut after it was sealed; restore it from a copy of the job directory."
                        + " Nothing more is bought for its rows until then");
    }

    private static PositionedInput open(JobStore store, String path, long crc32c) throws IOException {
        PositionedInput file = store.openPositioned(path);
        PositionedInput content = SealedInput.of(file, how -> damaged(path, how));
        if (SealedInput.crc32c(file) != crc32c) {
            file.close();
            throw damaged(path, "its checksums are not those that were sealed");
        }
        return content;
    }
}
