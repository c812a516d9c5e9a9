package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.InputFile;
import io.github.batchferry.shard.ShardLines;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.shard.StagedShard;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** The input file of a planned batch: the staged lines that it names, one shard after another. */
final class Input {
    private static final int BUFFER = 256 << 10;

    private final JobState state;
    private final JobStore store;
    private final PlannedBatch batch;

    Input(JobState state, JobStore store, PlannedBatch batch) {
        this.state = state;
        this.store = store;
        this.batch = batch;
    }

    InputFile file(String name) throws IOException {
        return new InputFile(name, bytes(), this::writeTo);
    }

    /** The hash of the custom id of each line, in the order of the lines. */
    long[] idHashes() throws IOException {
        long[] hashes = new long[batch.requests()];
        int position = 0;
        for (LineRange range : batch.lines()) {
            StagedShard shard = state.shard(range.key());
            byte[] bytes = new byte[range.lines() * Long.BYTES];
            try (PositionedInput ids =
                    store.openPositioned(state.partOf(range.key()).idsFile())) {
                ids.readFully(shard.idsOffset() + (long) range.from() * Long.BYTES, bytes, 0, bytes.length);
            }
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(hashes, position, range.lines());
            position += range.lines();
        }
        return hashes;
    }

    /** The custom id at a position of the batch. Reads up to it: for rare cases. */
    byte[] customId(int position) throws IOException {
        int before = 0;
        for (LineRange range : batch.lines()) {
            if (position < before + range.lines()) {
                return new ShardLines(store).customId(path(range), range.from() + position - before);
            }
            before += range.lines();
        }
        throw new IndexOutOfBoundsException(position);
    }

    private long bytes() throws IOException {
        long total = 0;
        for (LineRange range : batch.lines()) {
            StagedShard shard = state.shard(range.key());
            if (range.lines() == shard.requests()) {
                total += shard.bytes();
            } else {
                LineCutter cutter = new LineCutter(range.from(), range.lines());
                copy(range, cutter, OutputStream.nullOutputStream());
                total += cutter.bytes();
            }
        }
        return total;
    }

    private void writeTo(OutputStream sink) throws IOException {
        for (LineRange range : batch.lines()) {
            if (range.lines() == state.shard(range.key()).requests()) {
                copyWhole(range, sink);
            } else {
                copy(range, new LineCutter(range.from(), range.lines()), sink);
            }
        }
    }

    private void copyWhole(LineRange range, OutputStream sink) throws IOException {
        StagedShard shard = state.shard(range.key());
        String path = path(range);
        CRC32C checksum = new CRC32C();
        byte[] buffer = new byte[BUFFER];
        long left = shard.bytes();
        try (InputStream in = store.open(path)) {
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                left -= count;
                checksum.update(buffer, 0, count);
                if (left < 0 || left == 0 && checksum.getValue() != shard.crc32c()) {
                    throw damaged(path);
                }
                sink.write(buffer, 0, count);
            }
        }
        if (left != 0) {
            throw damaged(path);
        }
    }

    private void copy(LineRange range, LineCutter cutter, OutputStream sink) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = new BufferedInputStream(store.open(path(range)), BUFFER)) {
            for (int count = in.read(buffer); count > 0 && cutter.wantsMore(); count = in.read(buffer)) {
                cutter.cut(buffer, count, sink);
            }
        }
        if (cutter.wantsMore()) {
            throw damaged(path(range));
        }
    }

    private String path(LineRange range) {
        StagedPart part = state.partOf(range.key());
        return part.shardFile(range.shard());
    }

    private ExternalException damaged(String path) {
        return new ExternalException(
                "staged file " + store.location() + "/" + path
                        + " is not what was sealed (other length or checksum), so batch " + batch.number()
                        + " is not bought. Restore the file from a copy of the job directory and run again",
                0,
                "corrupt_shard",
                null,
                false,
                null);
    }
}
