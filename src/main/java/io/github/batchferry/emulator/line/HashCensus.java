package io.github.batchferry.emulator.line;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Counts how often each of very many hashes was added, in temporary files of hashes that are sorted one by one. */
public final class HashCensus implements Closeable {
    private static final int BUCKETS = 64;

    private final Path directory = Files.createTempDirectory("batchferry-census");
    private final DataOutputStream[] buckets = new DataOutputStream[BUCKETS];

    public HashCensus() throws IOException {
        for (int i = 0; i < BUCKETS; i++) {
            buckets[i] = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path(i))));
        }
    }

    public void add(long hash) throws IOException {
        buckets[(int) (hash >>> 58)].writeLong(hash);
    }

    /** @param examples how many of the hashes that were added more than once are named */
    public Counted count(int examples) throws IOException {
        long distinct = 0;
        long repeated = 0;
        long most = 0;
        Set<Long> named = new HashSet<>();
        for (int i = 0; i < BUCKETS; i++) {
            buckets[i].close();
            long[] hashes = sorted(path(i));
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
        for (int i = 0; i < BUCKETS; i++) {
            buckets[i].close();
            Files.deleteIfExists(path(i));
        }
        Files.deleteIfExists(directory);
    }

    private Path path(int bucket) {
        return directory.resolve("bucket-" + bucket);
    }

    private static long[] sorted(Path path) throws IOException {
        long[] hashes = new long[Math.toIntExact(Files.size(path) / Long.BYTES)];
        ByteBuffer.wrap(Files.readAllBytes(path)).asLongBuffer().get(hashes);
        Arrays.sort(hashes);
        return hashes;
    }

    /** @param repeated how many hashes were added more than once, {@code examples} some of them */
    public record Counted(long distinct, long repeated, long most, Set<Long> examples) {}
}
