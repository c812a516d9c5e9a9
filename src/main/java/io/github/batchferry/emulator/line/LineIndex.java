package io.github.batchferry.emulator.line;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Where each line of a file stands, so that lines can be read in any order. */
public final class LineIndex implements Closeable {
    private final FileChannel channel;
    private long[] ends = new long[1024];
    private int count;

    public LineIndex(Path path) throws IOException {
        try (Lines lines = new Lines(path)) {
            while (lines.next()) {
                if (count == ends.length) {
                    ends = Arrays.copyOf(ends, count * 2);
                }
                ends[count++] = lines.position() + lines.length();
            }
        }
        this.channel = FileChannel.open(path);
    }

    int count() {
        return count;
    }

    /** All line numbers, from 0, in an order that the seed decides. */
    public int[] shuffled(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    public byte[] line(int number) throws IOException {
        long from = number == 0 ? 0 : ends[number - 1] + 1;
        ByteBuffer bytes = ByteBuffer.allocate((int) (ends[number] - from));
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new EOFException("input file was cut while it was executed");
            }
        }
        return bytes.array();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
