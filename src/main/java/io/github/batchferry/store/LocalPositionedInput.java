package io.github.batchferry.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Maps the file a gigabyte at a time, since a read by position is then a copy and no system call. The maps are left to the
 * garbage collector: unmapping them at close could crash the process.
 */
final class LocalPositionedInput implements PositionedInput {
    private static final int SEGMENT_BITS = 30;
    private static final long SEGMENT = 1L << SEGMENT_BITS;

    private final Path file;
    private final FileChannel channel;
    private final long length;
    private final @Nullable MappedByteBuffer[] segments;

    LocalPositionedInput(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        this.length = channel.size();
        this.segments = new MappedByteBuffer[(int) ((length + SEGMENT - 1) >> SEGMENT_BITS)];
    }

    @Override
    public void readFully(long position, byte[] buffer, int offset, int length) throws IOException {
        if (position < 0 || length > this.length - position) {
            throw new EOFException(file + " has " + this.length + " bytes; asked for " + length + " at " + position);
        }
        int done = 0;
        while (done < length) {
            long at = position + done;
            int inSegment = (int) (at & (SEGMENT - 1));
            int count = (int) Math.min(length - done, SEGMENT - inSegment);
            copy(segment((int) (at >> SEGMENT_BITS)), inSegment, buffer, offset + done, count);
            done += count;
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        Arrays.fill(segments, null);
        channel.close();
    }

    private MappedByteBuffer segment(int index) throws IOException {
        MappedByteBuffer segment = segments[index];
        if (segment == null) {
            long start = (long) index << SEGMENT_BITS;
            segment = channel.map(FileChannel.MapMode.READ_ONLY, start, Math.min(SEGMENT, length - start));
            segments[index] = segment;
        }
        return segment;
    }

    private void copy(ByteBuffer from, int at, byte[] buffer, int offset, int count) throws IOException {
        try {
            from.get(at, buffer, offset, count);
        } catch (InternalError e) {
            throw new IOException(file + " became shorter or unreadable while it was read", e);
        }
    }
}
