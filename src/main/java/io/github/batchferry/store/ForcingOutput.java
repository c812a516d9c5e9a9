package io.github.batchferry.store;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A new file whose closing returns once its bytes are safe. What could not be written whole is closed and not forced. */
abstract class ForcingOutput extends FilterOutputStream {
    private boolean failed;
    private boolean closed;

    ForcingOutput(OutputStream file) {
        super(file);
    }

    /** Makes the bytes safe that were written so far. */
    abstract void force() throws IOException;

    @Override
    public final void write(byte[] bytes, int offset, int count) throws IOException {
        try {
            out.write(bytes, offset, count);
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (OutputStream file = out) {
            if (!failed) {
                force();
            }
        }
    }
}
