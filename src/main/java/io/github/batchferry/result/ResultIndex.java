package io.github.batchferry.result;

import io.github.batchferry.ExternalException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/** What became of each request of a batch, by its position in the batch's input, and where its answer stands. */
public final class ResultIndex {
    private final Entries entries;

    /** Takes the entries over and seals them. */
    ResultIndex(Entries entries) {
        this.entries = entries;
        entries.seal();
    }

    /**
     * Reads a whole index file and verifies it; does not close the source.
     *
     * @param name of the file, for messages
     * @throws ExternalException where the file is damaged
     */
    public static ResultIndex read(InputStream source, String name) throws IOException {
        byte[] header = source.readNBytes(IndexHeader.SIZE);
        byte[] bytes = source.readAllBytes();
        if (header.length < IndexHeader.SIZE) {
            throw IndexHeader.damaged(name, "it has only " + header.length + " bytes");
        }
        IndexHeader read = IndexHeader.of(header, (long) IndexHeader.SIZE + bytes.length, name);
        Entries entries = new Entries(bytes);
        if (read.checksum() != checksum(bytes) || entries.damaged() >= 0) {
            throw IndexHeader.damaged(name, "its checksum is wrong");
        }
        return new ResultIndex(entries);
    }

    /** Writes the index file; does not close the sink. */
    public void writeTo(OutputStream sink) throws IOException {
        sink.write(new IndexHeader(entries.count(), checksum(entries.bytes)).bytes());
        sink.write(entries.bytes);
    }

    /** The number of requests. */
    public int size() {
        return entries.count();
    }

    /** The bytes that {@link #writeTo} writes. */
    public long bytes() {
        return IndexHeader.SIZE + (long) entries.bytes.length;
    }

    public Outcome outcome(int position) {
        return entries.outcome(position);
    }

    /** 0 where the request had no HTTP answer. */
    public int httpStatus(int position) {
        return entries.httpStatus(position);
    }

    /** Whether a {@link Outcome#FAILED} request may go well another time: a timeout, a rate limit, a server's fault. */
    public boolean failedForNow(int position) {
        return entries.has(position, Entries.FOR_NOW);
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
