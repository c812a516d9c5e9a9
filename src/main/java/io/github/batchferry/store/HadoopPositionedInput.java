package io.github.batchferry.store;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;

/** Reads by position without moving the stream. */
record HadoopPositionedInput(FSDataInputStream in, long length) implements PositionedInput {
    @Override
    public void readFully(long position, byte[] buffer, int offset, int length) throws IOException {
        in.readFully(position, buffer, offset, length);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
