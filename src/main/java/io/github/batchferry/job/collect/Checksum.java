package io.github.batchferry.job.collect;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/** Passes everything on, counts it and sums it up. */
final class Checksum extends OutputStream {
    private final OutputStream sink;
    private final CRC32C crc = new CRC32C();
    private long bytes;

    Checksum(OutputStream sink) {
        this.sink = sink;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) throws IOException {
        sink.write(source, offset, count);
        crc.update(source, offset, count);
        bytes += count;
    }

    @Override
    public void flush() throws IOException {
        sink.flush();
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }

    long bytes() {
        return bytes;
    }

    long value() {
        return crc.getValue();
    }
}
