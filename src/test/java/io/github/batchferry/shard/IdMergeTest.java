package io.github.batchferry.shard;

import static io.github.batchferry.shard.SortedIds.Origin.EARLIER_WRITE;
import static io.github.batchferry.shard.SortedIds.Origin.THIS_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import io.github.batchferry.store.SealedOutput;
import io.github.batchferry.store.Stores;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdMergeTest {
    @TempDir
    Path directory;

    private JobStore store;
    private int files;

    @BeforeEach
    void open() {
        store = Stores.open(directory.toString());
    }

    @Test
    void distinctHashesAreMergedInOrder() throws IOException {
        RepeatedIds repeated = merge(
                sorted(THIS_WRITE, 3, Long.MIN_VALUE, 0),
                sorted(THIS_WRITE),
                sorted(THIS_WRITE, -1, Long.MAX_VALUE, 1));
        assertThat(repeated).isEqualTo(new RepeatedIds(List.of(), 0));
        assertThat(merged()).containsExactly(Long.MIN_VALUE, -1, 0, 1, 3, Long.MAX_VALUE);
    }

    @Test
    void repeatedHashesAreFoundWithinAFileAndBetweenFiles() throws IOException {
        RepeatedIds repeated =
                merge(sorted(THIS_WRITE, 1, 1, 2, 5), sorted(THIS_WRITE, 2, 3), sorted(THIS_WRITE, 5, 5));
        assertThat(repeated).isEqualTo(new RepeatedIds(List.of(1L, 2L, 5L), 3));
    }

    @Test
    void zeroIsAHashLikeAnyOther() throws IOException {
        assertThat(merge(sorted(THIS_WRITE, 0)).count()).isZero();
        assertThat(merge(sorted(THIS_WRITE, 0), sorted(THIS_WRITE, 0)).count()).isEqualTo(1);
    }

    @Test
    void hashesOfEarlierWritesMeetThoseOfThisOneAndAreNotWrittenAgain() throws IOException {
        RepeatedIds repeated =
                merge(sorted(EARLIER_WRITE, 1, 2, 2, 7), sorted(THIS_WRITE, 2, 3, 9), sorted(EARLIER_WRITE, 7, 9));
        assertThat(repeated).isEqualTo(new RepeatedIds(List.of(2L, 9L), 2));
        assertThat(merged()).containsExactly(2, 3, 9);
    }

    @Test
    void theFirstFewAreNamedAndAllAreCounted() throws IOException {
        long[] many = LongStream.range(0, 1000).toArray();
        RepeatedIds repeated = merge(sorted(THIS_WRITE, many), sorted(EARLIER_WRITE, many));
        assertThat(repeated.count()).isEqualTo(1000);
        assertThat(repeated.first()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void filesLargerThanTheirBuffersAreReadInPieces() throws IOException {
        Random random = new Random(3);
        List<SortedIds> sources = new ArrayList<>();
        long[] all = random.longs(200_000).distinct().toArray();
        int pieces = 1000;
        for (int piece = 0; piece < pieces; piece++) {
            int from = all.length / pieces * piece;
            int to = piece == pieces - 1 ? all.length : from + all.length / pieces;
            sources.add(sorted(THIS_WRITE, Arrays.copyOfRange(all, from, to)));
        }
        sources.add(sorted(THIS_WRITE, all[17], all[0]));
        sources.add(
                sorted(THIS_WRITE, LongStream.range(0, 100_000).map(i -> i * i).toArray()));
        assertThat(merge(sources.toArray(SortedIds[]::new)).first()).containsExactlyInAnyOrder(all[17], all[0]);
        assertThat(merged()).hasSize(all.length + 2 + 100_000).isSorted();
    }

    private RepeatedIds merge(SortedIds... sources) throws IOException {
        store.delete("merged");
        return new IdMerge(store).merge(List.of(sources), "merged");
    }

    private long[] merged() throws IOException {
        try (PositionedInput in = IdsFile.open(store, "merged")) {
            byte[] bytes = new byte[(int) in.length()];
            in.readFully(0, bytes, 0, bytes.length);
            long[] hashes = new long[bytes.length / Long.BYTES];
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(hashes);
            return hashes;
        }
    }

    /** Behind other content, as in an {@code .ids} file. */
    private SortedIds sorted(SortedIds.Origin origin, long... hashes) throws IOException {
        long[] ascending = hashes.clone();
        Arrays.sort(ascending);
        ByteBuffer bytes =
                ByteBuffer.allocate((ascending.length + 3) * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(1, ascending);
        String path = "ids" + files++;
        try (OutputStream out = new SealedOutput(store.create(path))) {
            out.write(bytes.array());
        }
        return new SortedIds(path, Long.BYTES, ascending.length, origin);
    }
}
