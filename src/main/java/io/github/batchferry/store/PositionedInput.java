package io.github.batchferry.store;

import java.io.Closeable;
import java.io.IOException;

/** Reads of a file by position. For one thread; the opener closes it. */
public interface PositionedInput extends Closeable {
    /** Fills the range of the buffer; throws {@link java.io.EOFException} where the file ends before. */
    void readFully(long position, byte[] buffer, int offset, int length) throws IOException;

    long length();
}
