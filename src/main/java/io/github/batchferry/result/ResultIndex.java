package io.github.batchferry.result;

import io.github.batchferry.result.answer.Outcome;
import io.github.batchferry.store.BlockChecksums;
import java.io.IOException;
import java.io.OutputStream;

/** What became of each request of a batch, by its position in the batch's input, and where its answer stands. */
public final class ResultIndex {
    private final Entries entries;
    private final IndexHeader header;
    private final byte[] outputSums;
    private final byte[] errorsSums;

    private ResultIndex(Entries entries, IndexHeader header, byte[] outputSums, byte[] errorsSums) {
        this.entries = entries;
        this.header = header;
        this.outputSums = outputSums;
        this.errorsSums = errorsSums;
    }

    /** Takes the entries over and seals them. */
    static ResultIndex of(Entries entries, BlockChecksums output, BlockChecksums errors) {
        entries.seal();
        byte[] outputSums = output.toBytes();
        byte[] errorsSums = errors.toBytes();
        IndexHeader header = new IndexHeader(
                entries.count(),
                sum(entries.bytes),
                output.length(),
                errors.length(),
                sum(outputSums),
                sum(errorsSums));
        return new ResultIndex(entries, header, outputSums, errorsSums);
    }

    /** Writes the index file; does not close the sink. */
    public void writeTo(OutputStream sink) throws IOException {
        sink.write(header.bytes());
        sink.write(entries.bytes);
        sink.write(outputSums);
        sink.write(errorsSums);
    }

    /** The number of requests. */
    public int size() {
        return entries.count();
    }

    /** The bytes that {@link #writeTo} writes. */
    public long bytes() {
        return header.fileBytes();
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

    private static int sum(byte[] bytes) {
        return IndexHeader.sum(bytes, 0, bytes.length);
    }
}
