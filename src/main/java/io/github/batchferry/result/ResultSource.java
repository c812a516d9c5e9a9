package io.github.batchferry.result;

import io.github.batchferry.result.answer.Slice;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One results file, opened when it is first read. Outputs and lines have their own views, so that both can be held. */
final class ResultSource implements Closeable {
    /** Where at least one byte in this many is wanted, a small file is worth reading whole. */
    private static final int DENSE = 4;

    private final JobStore store;
    private final @Nullable RecordedFile file;
    private final ResultFile which;
    private final ResultSums sums;
    private @Nullable PositionedInput input;
    private @Nullable WholeFile whole;
    private @Nullable Window outputs;
    private @Nullable Window lines;
    private long wanted;
    private long bytes;

    ResultSource(JobStore store, @Nullable RecordedFile file, ResultFile which, ResultSums sums) {
        this.store = store;
        this.file = file;
        this.which = which;
        this.sums = sums;
    }

    /** Says how many bytes the lines have that are going to be asked for. */
    void expect(long lineBytes) {
        wanted = lineBytes;
        if (input != null) {
            chooseHow(input);
        }
    }

    Slice output(long offset, int length) throws IOException {
        PositionedInput open = within(offset, length);
        if (whole != null) {
            return whole.slice((int) offset, length);
        }
        if (outputs == null) {
            outputs = new Window(open, bytes);
        }
        return outputs.slice(offset, length);
    }

    Slice line(long offset, int length) throws IOException {
        PositionedInput open = within(offset, length);
        if (whole != null) {
            return whole.slice((int) offset, length);
        }
        if (lines == null) {
            lines = new Window(open, bytes);
        }
        return lines.slice(offset, length);
    }

    /** Reads all blocks. */
    void verify() throws IOException {
        if (file == null) {
            return;
        }
        byte[] some = new byte[64 * IndexHeader.BLOCK];
        try (PositionedInput all = sums.open(store, file, which)) {
            for (long at = 0; at < all.length(); at += some.length) {
                all.readFully(at, some, 0, (int) Math.min(some.length, all.length() - at));
            }
        }
    }

    String name() {
        return file().path();
    }

    private RecordedFile file() {
        if (file == null) {
            throw new IllegalStateException("the index names a file that the collection does not have");
        }
        return file;
    }

    private PositionedInput within(long offset, int length) throws IOException {
        PositionedInput open = input;
        if (open == null) {
            open = sums.open(store, file(), which);
            input = open;
            bytes = open.length();
            chooseHow(open);
        }
        if (offset < 0 || length < 0 || offset + length > bytes) {
            throw new EOFException(name() + " has " + bytes + " bytes, and its index points to byte "
                    + (offset + length) + ". The file was cut short; restore it from a copy of the job directory.");
        }
        return open;
    }

    private void chooseHow(PositionedInput open) {
        if (whole == null && bytes <= WholeFile.LIMIT && wanted >= bytes / DENSE) {
            whole = new WholeFile(open, (int) bytes);
        }
    }

    @Override
    public void close() throws IOException {
        if (input != null) {
            input.close();
            input = null;
            whole = null;
            outputs = null;
            lines = null;
        }
    }
}
