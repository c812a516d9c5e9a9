package io.github.batchferry.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Puts the checksums of its blocks behind a file, so that {@link SealedInput} verifies what it reads of it. Closing writes
 * them and closes the sink.
 */
public final class SealedOutput extends OutputStream {
    private final OutputStream sink;
    private final BlockChecksums blocks = new BlockChecksums(SealedInput.BLOCK);
    private final byte[] one = new byte[1];
    private long bytes;
    private long crc32c;
    private boolean closed;

    public SealedOutput(OutputStream sink) {
        this.sink = sink;
    }

    @Override
    public void write(int b) throws IOException {
        one[0] = (byte) b;
        write(one, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) throws IOException {
        blocks.update(source, offset, count);
        sink.write(source, offset, count);
    }

    @Override
    public void flush() throws IOException {
        sink.flush();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (sink) {
            byte[] end = end();
            sink.write(end);
            bytes = blocks.length() + end.length;
        }
    }

    /** The length of the whole file, once it is closed. */
    public long bytes() {
        return bytes;
    }

    /** The checksum over all checksums, with which the closed file ends: it stands for each byte before it. */
    public long crc32c() {
        return crc32c;
    }

    private byte[] end() {
        byte[] sums = blocks.toBytes();
        ByteBuffer end = ByteBuffer.allocate(sums.length + SealedInput.FOOTER).order(ByteOrder.LITTLE_ENDIAN);
        end.put(sums).putLong(blocks.length()).putInt(SealedInput.BLOCK);
        CRC32C crc = new CRC32C();
        crc.update(end.array(), 0, end.position());
        crc32c = crc.getValue();
        return end.putInt((int) crc32c).array();
    }
}
