package io.github.batchferry.job.collect;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Passes on no more than a results file can sensibly have, so that one without an end does not fill the storage. */
final class Budget extends OutputStream {
    /** What an answer may take that nobody has announced: a long text with all its tokens' probabilities. */
    private static final long A_REQUEST = 1 << 20;

    private final OutputStream sink;
    private final long most;
    private long bytes;
    private @Nullable IOException storeFailure;

    Budget(OutputStream sink, long most) {
        this.sink = sink;
        this.most = most;
    }

    /**
     * @param announced by the server, 0 where it says nothing
     * @param maxBytes of an input file
     */
    static long of(long announced, int requests, long maxBytes) {
        return Math.max(4 * Math.max(0, Math.min(announced, Long.MAX_VALUE / 4)), maxBytes + requests * A_REQUEST);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) throws IOException {
        bytes += count;
        if (bytes > most) {
            throw new IOException("the results file has no end: it is longer than " + most + " bytes");
        }
        try {
            sink.write(source, offset, count);
        } catch (IOException e) {
            storeFailure = e;
            throw e;
        }
    }

    /** @throws IOException where the store failed, which says nothing of the file at the server */
    void requireStore() throws IOException {
        if (storeFailure != null) {
            throw storeFailure;
        }
    }

    @Override
    public void flush() throws IOException {
        sink.flush();
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }
}
