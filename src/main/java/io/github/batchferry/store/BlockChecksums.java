package io.github.batchferry.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Sums a stream up block by block: CRC-32C, 4 bytes little-endian each; the last block may be short. */
public final class BlockChecksums {
    private final int blockBytes;
    private final CRC32C block = new CRC32C();
    private int inBlock;
    private long length;
    private ByteBuffer sums = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

    public BlockChecksums(int blockBytes) {
        this.blockBytes = blockBytes;
    }

    public void update(byte[] bytes, int offset, int count) {
        length += count;
        int at = offset;
        int left = count;
        while (left > 0) {
            int some = Math.min(left, blockBytes - inBlock);
            block.update(bytes, at, some);
            inBlock += some;
            at += some;
            left -= some;
            if (inBlock == blockBytes) {
                end();
            }
        }
    }

    /** How many bytes have been summed up. */
    public long length() {
        return length;
    }

    /** Of everything so far. Nothing may follow. */
    public byte[] toBytes() {
        if (inBlock > 0) {
            end();
        }
        return Arrays.copyOf(sums.array(), sums.position());
    }

    /** The bytes that {@link #toBytes} gives for so many. */
    public static long size(long length, int blockBytes) {
        return (length / blockBytes + (length % blockBytes == 0 ? 0 : 1)) * Integer.BYTES;
    }

    private void end() {
        if (!sums.hasRemaining()) {
            sums = ByteBuffer.wrap(Arrays.copyOf(sums.array(), 2 * sums.capacity()))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .position(sums.capacity());
        }
        sums.putInt((int) block.getValue());
        block.reset();
        inBlock = 0;
    }
}
