package io.github.batchferry.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Gives out no byte whose block does not match its checksum. Reads whole blocks: a range that begins and ends with
 * blocks, or with the file, costs no copy. Closing closes the file.
 */
public final class VerifiedInput implements PositionedInput {
    private final PositionedInput file;
    private final long length;
    private final int blockBytes;
    private final ByteBuffer sums;
    private final Damage damage;
    private final CRC32C crc = new CRC32C();
    private byte[] kept = {};
    private long keptFrom = -1;

    /**
     * @param length of what may be read, which begins with the file
     * @param sums as {@link BlockChecksums} gives them
     */
    public VerifiedInput(PositionedInput file, long length, int blockBytes, byte[] sums, Damage damage) {
        this.file = file;
        this.length = length;
        this.blockBytes = blockBytes;
        this.sums = ByteBuffer.wrap(sums).order(ByteOrder.LITTLE_ENDIAN);
        this.damage = damage;
    }

    @Override
    public void readFully(long position, byte[] buffer, int offset, int count) throws IOException {
        if (position < 0 || count < 0 || count > length - position) {
            throw new EOFException("there are " + length + " bytes; asked for " + count + " at " + position);
        }
        long end = position + count;
        long at = position;
        while (at < end) {
            int into = offset + (int) (at - position);
            int inBlock = (int) (at % blockBytes);
            long whole = end == length ? end - at : (end - at) / blockBytes * blockBytes;
            if (inBlock == 0 && whole > 0) {
                read(at, buffer, into, (int) whole);
                at += whole;
            } else {
                keep(at - inBlock);
                int some = (int) Math.min(end - at, blockBytes - inBlock);
                System.arraycopy(kept, inBlock, buffer, into, some);
                at += some;
            }
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void keep(long from) throws IOException {
        if (keptFrom == from) {
            return;
        }
        if (kept.length == 0) {
            kept = new byte[blockBytes];
        }
        keptFrom = -1;
        read(from, kept, 0, (int) Math.min(blockBytes, length - from));
        keptFrom = from;
    }

    private void read(long from, byte[] buffer, int offset, int count) throws IOException {
        file.readFully(from, buffer, offset, count);
        for (int done = 0; done < count; done += blockBytes) {
            int some = Math.min(blockBytes, count - done);
            crc.reset();
            crc.update(buffer, offset + done, some);
            int expected = sums.getInt((int) ((from + done) / blockBytes) * Integer.BYTES);
            if ((int) crc.getValue() != expected) {
                throw damage.of(String.format(
                        "the %d bytes from byte %d on have the checksum %08x instead of %08x",
                        some, from + done, (int) crc.getValue(), expected));
            }
        }
    }
}
