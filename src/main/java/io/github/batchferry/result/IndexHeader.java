package io.github.batchferry.result;

import io.github.batchferry.ExternalException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The first bytes of an index file: magic, version, size of an entry, count, CRC32C of the entries; little-endian. */
record IndexHeader(int count, int checksum) {
    static final int SIZE = 16;

    private static final int MAGIC = 'B' | 'F' << 8 | 'I' << 16 | 'X' << 24;
    private static final short VERSION = 1;

    byte[] bytes() {
        return ByteBuffer.allocate(SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MAGIC)
                .putShort(VERSION)
                .putShort((short) Entries.SIZE)
                .putInt(count)
                .putInt(checksum)
                .array();
    }

    /** Throws {@link ExternalException} where this is not the beginning of a whole index of this version. */
    static IndexHeader of(byte[] bytes, long fileLength, String name) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (buffer.getInt() != MAGIC) {
            throw damaged(name, "it does not begin as an index does");
        }
        int version = buffer.getShort();
        if (version != VERSION || buffer.getShort() != Entries.SIZE) {
            throw damaged(name, "it has version " + version + ", and this Batchferry reads version " + VERSION);
        }
        IndexHeader header = new IndexHeader(buffer.getInt(), buffer.getInt());
        long wanted = SIZE + (long) header.count * Entries.SIZE;
        if (header.count < 0 || fileLength != wanted) {
            throw damaged(name, "it has " + fileLength + " bytes instead of " + wanted);
        }
        return header;
    }

    static ExternalException damaged(String name, String how) {
        return new ExternalException(
                "The index of results " + name + " cannot be read: " + how
                        + ". The results themselves stand beside it; restore the file from a copy of the job directory.",
                0,
                null,
                null,
                false,
                null);
    }
}
