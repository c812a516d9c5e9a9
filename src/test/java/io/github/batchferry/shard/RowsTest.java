package io.github.batchferry.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.request.Rejection;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import io.github.batchferry.store.Stores;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowsTest {
    private static final String HEADER = "{\"schema\":\"é\"}";

    @TempDir
    Path directory;

    private JobStore store;

    @BeforeEach
    void open() {
        store = Stores.open(directory.toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void rowsAndReasonsComeBackAsTheyWentIn(long seed) throws IOException {
        int count = 5000;
        Random random = new Random(seed);
        StagedPart part = write("rows", writer -> {
            for (int row = 0; row < count; row++) {
                byte[] bytes = bytes(random, row);
                if (random.nextBoolean()) {
                    writer.add(row % 7, row * 3, bytes, 0, bytes.length);
                } else {
                    writer.addFailed(reason(row), bytes, 0, bytes.length);
                }
            }
        });
        assertThat(part.rows()).isEqualTo(count);
        Random again = new Random(seed);
        long failed = 0;
        try (RowsReader reader = reader(part, part.splits().get(0))) {
            for (int row = 0; row < count; row++) {
                byte[] bytes = bytes(again, row);
                reader.next();
                assertThat(reader.length()).isEqualTo(bytes.length);
                assertThat(reader.offset() % 8).as("aligned for UnsafeRow").isZero();
                assertThat(Arrays.equals(
                                bytes,
                                0,
                                bytes.length,
                                reader.bytes(),
                                reader.offset(),
                                reader.offset() + bytes.length))
                        .isTrue();
                if (again.nextBoolean()) {
                    assertThat(reader.shard()).isEqualTo(row % 7);
                    assertThat(reader.line()).isEqualTo(row * 3);
                } else {
                    failed++;
                    assertThat(reader.shard()).isEqualTo(-1);
                    assertThat(reader.rejection()).isEqualTo(reason(row));
                }
            }
        }
        assertThat(part.failed()).isEqualTo(failed);
        assertWhole(part);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4096, 4097, 262_144, 262_145, 700_001})
    void everySplitStartsAtTheRowThatItNames(int count) throws IOException {
        StagedPart part = write("rows", writer -> {
            ByteBuffer row = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < count; i++) {
                writer.add(0, i, row.putInt(0, i).array(), 0, 4 + i % 13);
            }
        });
        List<RowSplit> splits = part.splits();
        assertThat(splits).hasSizeBetween(1, 64);
        assertThat(splits.get(0).row()).isZero();
        assertThat(splits).extracting(RowSplit::row).isSorted().doesNotHaveDuplicates();
        if (splits.size() > 1) {
            long step = splits.get(1).row();
            assertThat(splits).extracting(RowSplit::row).allMatch(row -> row % step == 0);
            assertThat((count - 1) / step).as("evenly to the end").isEqualTo(splits.size() - 1);
        }
        for (RowSplit split : splits) {
            try (RowsReader reader = reader(part, split)) {
                for (long row = split.row(); row < Math.min(split.row() + 3, count); row++) {
                    reader.next();
                    assertThat(reader.line()).isEqualTo((int) row);
                    assertThat(ByteBuffer.wrap(reader.bytes())
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .getInt(reader.offset()))
                            .isEqualTo((int) row);
                }
            }
        }
        assertWhole(part);
    }

    @Test
    void aRowLargerThanTheBufferComesBack() throws IOException {
        byte[] large = new byte[3 << 20];
        new Random(1).nextBytes(large);
        StagedPart part = write("rows", writer -> {
            writer.add(0, 0, large, 0, large.length);
            writer.addFailed(new Rejection("c", "m".repeat(2 << 20), "p"), large, 7, 9);
            writer.add(0, 1, large, 0, 0);
        });
        try (RowsReader reader = reader(part, part.splits().get(0))) {
            reader.next();
            assertThat(reader.length()).isEqualTo(large.length);
            assertThat(Arrays.mismatch(
                            large, 0, large.length, reader.bytes(), reader.offset(), reader.offset() + large.length))
                    .isEqualTo(-1);
            reader.next();
            assertThat(reader.rejection().message()).hasSize(2 << 20);
            assertThat(reader.length()).isEqualTo(9);
            reader.next();
            assertThat(reader.length()).isZero();
        }
    }

    @Test
    void theHeaderIsReadAlone() throws IOException {
        StagedPart part = write("rows", writer -> {});
        try (PositionedInput file = store.openPositioned(part.rowsFile())) {
            assertThat(RowsReader.header(file, "rows")).isEqualTo(HEADER);
        }
    }

    private interface Rows {
        void add(RowsWriter writer) throws IOException;
    }

    private StagedPart write(String path, Rows rows) throws IOException {
        RowsWriter writer = new RowsWriter(store.create(path + ".rows"), HEADER.getBytes(StandardCharsets.UTF_8));
        rows.add(writer);
        return writer.close(0, path, List.of(), null);
    }

    private RowsReader reader(StagedPart part, RowSplit split) throws IOException {
        RowsReader reader = RowsReader.open(store, part.rowsFile(), part.rowsBytes());
        reader.seek(split);
        return reader;
    }

    private void assertWhole(StagedPart part) throws IOException {
        byte[] bytes;
        try (InputStream in = store.open(part.rowsFile())) {
            bytes = in.readAllBytes();
        }
        assertThat(part.rowsBytes()).isEqualTo(bytes.length);
        int content =
                (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(bytes.length - 16);
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, content, bytes.length - 4 - content);
        assertThat(part.rowsCrc32c()).isEqualTo(checksum.getValue());
    }

    private static Rejection reason(int row) {
        return new Rejection("code" + row % 3, "message \0 é " + row, "column");
    }

    private static byte[] bytes(Random random, int row) {
        byte[] bytes = new byte[row % 11 == 0 ? random.nextInt(2000) : random.nextInt(40)];
        random.nextBytes(bytes);
        return bytes;
    }
}
