package io.github.batchferry.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Opens files of {@link SealedOutput}. Behind the content stand the CRC-32C of each of its blocks (4 bytes each), the
 * length of the content (8), the length of a block (4), and the CRC-32C of all these (4); little-endian.
 */
public final class SealedInput {
    /** Reads that begin and end with a multiple of this cost no copy. */
    public static final int BLOCK = 64 << 10;

    static final int FOOTER = 16;

    private SealedInput() {}

    /** The content, verified as it is read. Closes the file where it is damaged. */
    public static VerifiedInput of(PositionedInput file, Damage damage) throws IOException {
        try {
            return open(file, damage);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The length of a file with so much content. */
    public static long bytes(long content) {
        return content + BlockChecksums.size(content, BLOCK) + FOOTER;
    }

    /** What the ledger knows as the checksum of the file: the one over all checksums. */
    public static long crc32c(PositionedInput file) throws IOException {
        byte[] last = new byte[Integer.BYTES];
        file.readFully(file.length() - last.length, last, 0, last.length);
        return ByteBuffer.wrap(last).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xFFFFFFFFL;
    }

    private static VerifiedInput open(PositionedInput file, Damage damage) throws IOException {
        long total = file.length();
        if (total < FOOTER) {
            throw damage.of("it has " + total + " bytes and not even the checksums with which such files end");
        }
        byte[] footer = new byte[FOOTER];
        file.readFully(total - FOOTER, footer, 0, FOOTER);
        ByteBuffer view = ByteBuffer.wrap(footer).order(ByteOrder.LITTLE_ENDIAN);
        long length = view.getLong(0);
        if (length < 0 || length > total || bytes(length) != total || view.getInt(8) != BLOCK) {
            throw damage.of("its last " + FOOTER + " bytes do not describe a file of " + total + " bytes");
        }
        byte[] sums = new byte[(int) (total - length - FOOTER)];
        file.readFully(length, sums, 0, sums.length);
        CRC32C crc = new CRC32C();
        crc.update(sums);
        crc.update(footer, 0, FOOTER - Integer.BYTES);
        if ((int) crc.getValue() != view.getInt(12)) {
            throw damage.of("the checksums behind byte " + length + " do not match their own checksum");
        }
        return new VerifiedInput(file, length, BLOCK, sums, damage);
    }
}
