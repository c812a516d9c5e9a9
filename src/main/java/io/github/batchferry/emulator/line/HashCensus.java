package io.github.batchferry.emulator.line;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts how often each of very many hashes was added. What memory does not hold goes to files that are sorted one by one. */
public final class HashCensus implements Closeable {
    private static final int BUCKETS = 64;

    private final Bucket[] buckets = new Bucket[BUCKETS];
    private @Nullable Path directory;

    public HashCensus() {
        Arrays.setAll(buckets, Bucket::new);
    }

    public void add(long hash) throws IOException {
        buckets[(int) (hash >>> 58)].add(hash);
    }

    /** @param examples how many of the hashes that were added more than once are named */
    public Counted count(int examples) throws IOException {
        long distinct = 0;
        long repeated = 0;
        long most = 0;
        Set<Long> named = new HashSet<>();
        for (Bucket bucket : buckets) {
            long[] hashes = bucket.sorted();
            for (int from = 0, to; from < hashes.length; from = to) {
                for (to = from + 1; to < hashes.length && hashes[to] == hashes[from]; ) {
                    to++;
                }
                distinct++;
                most = Math.max(most, to - from);
                repeated += to - from > 1 ? 1 : 0;
                if (to - from > 1 && named.size() < examples) {
                    named.add(hashes[from]);
                }
            }
        }
        return new Counted(distinct, repeated, most, named);
    }

    @Override
    public void close() throws IOException {
        if (directory != null) {
            for (Bucket bucket : buckets) {
                bucket.close();
            }
            Files.delete(directory);
        }
    }

    private Path path(int bucket) throws IOException {
        if (directory == null) {
            directory = Files.createTempDirectory("batchferry-census");
        }
        return directory.resolve("bucket-" + bucket);
    }

    private final class Bucket implements Closeable {
        private static final int LEAST = 16;
        private static final int MOST = 1024;

        private final int number;
        private long[] held = new long[LEAST];
        private int count;
        private @Nullable FileChannel spilt;

        Bucket(int number) {
            this.number = number;
        }

        void add(long hash) throws IOException {
            if (count == held.length && count < MOST) {
                held = Arrays.copyOf(held, 2 * count);
            } else if (count == MOST) {
                spill();
            }
            held[count++] = hash;
        }

        private void spill() throws IOException {
            if (spilt == null) {
                spilt = FileChannel.open(
                        path(number),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE);
            }
            ByteBuffer bytes = ByteBuffer.allocate(count * Long.BYTES);
            bytes.asLongBuffer().put(held, 0, count);
            while (bytes.hasRemaining()) {
                spilt.write(bytes);
            }
            count = 0;
        }

        long[] sorted() throws IOException {
            int before = spilt == null ? 0 : Math.toIntExact(spilt.size() / Long.BYTES);
            long[] hashes = new long[before + count];
            if (spilt != null) {
                ByteBuffer bytes = ByteBuffer.allocate(before * Long.BYTES);
                while (bytes.hasRemaining()) {
                    spilt.read(bytes, bytes.position());
                }
                bytes.flip().asLongBuffer().get(hashes, 0, before);
            }
            System.arraycopy(held, 0, hashes, before, count);
            Arrays.sort(hashes);
            return hashes;
        }

        @Override
        public void close() throws IOException {
            if (spilt != null) {
                spilt.close();
            }
        }
    }

    /** @param repeated how many hashes were added more than once, {@code examples} some of them */
    public record Counted(long distinct, long repeated, long most, Set<Long> examples) {}
}
