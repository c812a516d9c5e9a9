package io.github.batchferry.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.store.JobStore;
import io.github.batchferry.store.PositionedInput;
import io.github.batchferry.store.SealedOutput;
import io.github.batchferry.store.Stores;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedRowsTest {
    private static final String HEADER = "{\"schema\":\"é\"}";

    @TempDir
    Path directory;

    private JobStore store;

    @BeforeEach
    void open() {
        store = Stores.open(directory.toString());
    }

    @Test
    void aCutFileIsDamagedAndNeverShort() throws IOException {
        StagedPart part = write("rows", writer -> writer.add(0, 0, new byte[20], 0, 20));
        byte[] whole;
        try (InputStream in = store.open(part.rowsFile())) {
            whole = in.readAllBytes();
        }
        long start = part.splits().get(0).offset();
        for (int length = (int) start; length < whole.length; length++) {
            String cut = cut(whole, length);
            long cutTo = length;
            assertDamaged(() -> RowsReader.open(store, cut, cutTo).close());
            String resealed = resealed(whole, (int) Math.min(length, start + 39));
            try (RowsReader reader = RowsReader.open(store, resealed, lengthOf(resealed))) {
                reader.seek(new RowSplit(0, start));
                assertDamaged(reader::next);
            }
        }
        for (int length = 0; length < start - 8; length++) {
            String cut = cut(whole, length);
            try (PositionedInput file = store.openPositioned(cut)) {
                assertDamaged(() -> RowsReader.header(file, cut));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {Integer.MAX_VALUE, Integer.MAX_VALUE - 7, Integer.MAX_VALUE - 64, 1 << 30, -1, Integer.MIN_VALUE})
    void aDamagedLengthIsSaidAndNotTried(int length) throws IOException {
        StagedPart part = write("rows", writer -> writer.add(0, 0, new byte[20], 0, 20));
        byte[] whole;
        try (InputStream in = store.open(part.rowsFile())) {
            whole = in.readAllBytes();
        }
        int start = (int) part.splits().get(0).offset();
        for (int field : new int[] {8, 12}) {
            byte[] damaged = whole.clone();
            ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putInt(start + field, length);
            String file = resealed(damaged, (int) content(damaged));
            try (RowsReader reader = RowsReader.open(store, file, damaged.length)) {
                reader.seek(new RowSplit(0, start));
                assertDamaged(reader::next);
            }
        }
    }

    @Test
    void aFileThatIsNotAsLongAsItWasSealedIsNotRead() throws IOException {
        StagedPart part = write("rows", writer -> writer.add(0, 0, new byte[20], 0, 20));
        byte[] whole;
        try (InputStream in = store.open(part.rowsFile())) {
            whole = in.readAllBytes();
        }
        for (int length : new int[] {0, whole.length - 8, whole.length + 8}) {
            String other = cut(Arrays.copyOf(whole, length), length);
            assertThatThrownBy(() -> RowsReader.open(store, other, part.rowsBytes()))
                    .isInstanceOf(ExternalException.class)
                    .hasMessageContaining(
                            "'" + other + "' is damaged: it has " + length + " bytes instead of " + whole.length)
                    .hasMessageContaining("restore it from a copy of the job directory");
        }
    }

    private static void assertDamaged(ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        ExternalException.class, e -> assertThat(e.code()).isEqualTo("corrupt_rows"))
                .hasMessageContaining("damaged");
    }

    private int cuts;

    private String cut(byte[] whole, int length) throws IOException {
        String path = "cut" + cuts++ + ".rows";
        try (OutputStream out = store.create(path)) {
            out.write(whole, 0, length);
        }
        return path;
    }

    /** Damage that its checksums know nothing of. */
    private String resealed(byte[] content, int length) throws IOException {
        String path = "resealed" + cuts++ + ".rows";
        try (OutputStream out = new SealedOutput(store.create(path))) {
            out.write(content, 0, length);
        }
        return path;
    }

    private static long content(byte[] file) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(file.length - 16);
    }

    private long lengthOf(String path) throws IOException {
        try (PositionedInput file = store.openPositioned(path)) {
            return file.length();
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
}
