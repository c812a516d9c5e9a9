package io.github.batchferry.result;

import io.github.batchferry.ExternalException;
import io.github.batchferry.store.BlockChecksums;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The first bytes of an index file, little-endian: magic, version, size of an entry, count, CRC32C of the entries; the
 * lengths of the file of output and of that of errors; the CRC32C of the checksums of each, which stand behind the
 * entries; 0; the CRC32C of the header itself.
 */
record IndexHeader(int count, int entriesSum, long outputBytes, long errorsBytes, int outputSum, int errorsSum) {
    static final int SIZE = 48;

    /** Results are summed up by so many bytes: little, since lines may be asked for one by one. */
    static final int BLOCK = 4 << 10;

    private static final int MAGIC = 'B' | 'F' << 8 | 'I' << 16 | 'X' << 24;
    private static final short VERSION = 3;
    private static final int CHECK = SIZE - Integer.BYTES;

    byte[] bytes() {
        ByteBuffer header = ByteBuffer.allocate(SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MAGIC)
                .putShort(VERSION)
                .putShort((short) Entries.SIZE)
                .putInt(count)
                .putInt(entriesSum)
                .putLong(outputBytes)
                .putLong(errorsBytes)
                .putInt(outputSum)
                .putInt(errorsSum);
        return header.putInt(CHECK, sum(header.array(), 0, CHECK)).array();
    }

    /** Throws {@link ExternalException} where this is not the beginning of a whole index of this version. */
    static IndexHeader of(byte[] bytes, long fileLength, String name) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (fileLength < SIZE) {
            throw damaged(name, "it has only " + fileLength + " bytes");
        }
        if (buffer.getInt() != MAGIC) {
            throw damaged(name, "it does not begin as an index does");
        }
        int version = buffer.getShort();
        if (version != VERSION || buffer.getShort() != Entries.SIZE) {
            throw damaged(name, "it has version " + version + ", and this Batchferry reads version " + VERSION);
        }
        if (buffer.getInt(CHECK) != sum(bytes, 0, CHECK)) {
            throw damaged(name, "its first " + SIZE + " bytes do not match their checksum");
        }
        IndexHeader header = new IndexHeader(
                buffer.getInt(), buffer.getInt(), buffer.getLong(), buffer.getLong(), buffer.getInt(), buffer.getInt());
        if (fileLength != header.fileBytes()) {
            throw damaged(name, "it has " + fileLength + " bytes instead of " + header.fileBytes());
        }
        return header;
    }

    long fileBytes() {
        return sumsOffset(ResultFile.ERRORS) + sumsBytes(ResultFile.ERRORS);
    }

    /** How long the results file was when it was collected. */
    long bytesOf(ResultFile file) {
        return file == ResultFile.OUTPUT ? outputBytes : errorsBytes;
    }

    /** Where in the index the checksums of the blocks of a results file begin. */
    long sumsOffset(ResultFile file) {
        long output = SIZE + (long) count * Entries.SIZE;
        return file == ResultFile.OUTPUT ? output : output + sumsBytes(ResultFile.OUTPUT);
    }

    int sumsBytes(ResultFile file) {
        return Math.toIntExact(BlockChecksums.size(bytesOf(file), BLOCK));
    }

    int sumOfSums(ResultFile file) {
        return file == ResultFile.OUTPUT ? outputSum : errorsSum;
    }

    static int sum(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    static ExternalException damaged(String name, String how) {
        return ExternalException.damaged(
                "corrupt_results",
                "The index of results " + name + " cannot be read: " + how
                        + ". The results themselves stand beside it; restore the file from a copy of the job directory.");
    }
}
