package io.github.batchferry.shard;

import io.github.batchferry.ExternalException;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import io.github.batchferry.store.SealedInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Opens files of hashes of custom ids: what the tasks staged, and what was merged of them. */
public final class IdsFile {
    private IdsFile() {}

    /** The hashes alone, verified as they are read; {@link ExternalException} where they are not what was written. */
    public static PositionedInput open(JobStore store, String path) throws IOException {
        return SealedInput.of(store.openPositioned(path), how -> damaged(path, how));
    }

    /** The hashes of some lines of a shard, from this one on. */
    public static long[] hashes(PositionedInput ids, StagedShard shard, int fromLine, int lines) throws IOException {
        byte[] bytes = new byte[lines * Long.BYTES];
        ids.readFully(shard.idsOffset() + (long) fromLine * Long.BYTES, bytes, 0, bytes.length);
        long[] hashes = new long[lines];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(hashes);
        return hashes;
    }

    public static ExternalException damaged(String path, String how) {
        return ExternalException.damaged(
                "corrupt_ids",
                "the file of custom ids '" + path + "' is damaged: " + how
                        + ". It was changed or cut after it was sealed; restore it from a copy of the job directory."
                        + " Nothing more is bought for its rows until then");
    }
}
