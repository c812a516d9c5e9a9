package io.github.batchferry.shard;

import io.github.batchferry.cost.BodySample;
import io.github.batchferry.request.LineBuffer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/** One open shard: its lines are built in its own buffer, which goes to the file when it is full. */
final class ShardWriter {
    private static final int FLUSH_AT = 256 << 10;

    private final int ordinal;
    private final String model;
    private final OutputStream file;
    private final CRC32C checksum = new CRC32C();
    private final LongList ids = new LongList();
    private final BodySample sample = new BodySample();
    private final Sampling sampling;
    private LineBuffer buffer = new LineBuffer(FLUSH_AT + (64 << 10));
    private int requests;
    private int inputs;
    private long bytes;
    private long bodyBytes;
    private long bodyHashes;

    /** How a body is added to a sample. */
    interface Sampling {
        void add(BodySample sample, byte[] buffer, int offset, int length);
    }

    ShardWriter(int ordinal, String model, OutputStream file, Sampling sampling) {
        this.ordinal = ordinal;
        this.model = model;
        this.file = file;
        this.sampling = sampling;
    }

    int ordinal() {
        return ordinal;
    }

    String model() {
        return model;
    }

    LineBuffer buffer() {
        return buffer;
    }

    boolean fits(long lineBytes, int lineInputs, ShardLimits limits) {
        return requests < limits.maxRequests()
                && bytes + lineBytes <= limits.maxBytes()
                && inputs + lineInputs <= limits.maxInputs();
    }

    /** Takes the line that stands at the end of the buffer from {@code start} on; returns its number. */
    int accept(int start, int body, int lineInputs, long idHash) throws IOException {
        int end = buffer.length();
        int bodyLength = end - body - 2;
        sampling.add(sample, buffer.bytes(), body, bodyLength);
        bodyHashes += IdHash.of(buffer.bytes(), body, bodyLength);
        bodyBytes += bodyLength;
        bytes += end - start;
        inputs += lineInputs;
        ids.add(idHash);
        if (end >= FLUSH_AT) {
            flush();
        }
        return requests++;
    }

    LongList ids() {
        return ids;
    }

    /** Writes what is left and closes the file. */
    StagedShard close(long idsOffset) throws IOException {
        flush();
        file.close();
        return new StagedShard(
                ordinal,
                model,
                requests,
                inputs,
                bytes,
                bodyBytes,
                checksum.getValue(),
                bodyHashes,
                idsOffset,
                sample.tokens(model));
    }

    void abort() {
        try {
            file.close();
        } catch (IOException e) {
            // The file is deleted right after; what could not be written to it does not matter.
        }
    }

    private void flush() throws IOException {
        checksum.update(buffer.bytes(), 0, buffer.length());
        file.write(buffer.bytes(), 0, buffer.length());
        if (buffer.bytes().length > 4 * FLUSH_AT) {
            buffer = new LineBuffer(FLUSH_AT + (64 << 10));
        }
        buffer.truncate(0);
    }
}
