package io.github.batchferry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedInputTest {
    private static final int BLOCK = SealedInput.BLOCK;

    @TempDir
    Path directory;

    private JobStore store;
    private byte[] content;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 5 * BLOCK, 5 * BLOCK + 77})
    void anyRangeComesBackAsItWasWritten(int length) throws IOException {
        write(length);
        Random random = new Random(length);
        try (PositionedInput in = open()) {
            assertThat(in.length()).isEqualTo(length);
            for (int i = 0; i < 300; i++) {
                int from = random.nextInt(length + 1);
                int to = from + random.nextInt(length - from + 1);
                byte[] found = new byte[to - from + 3];
                in.readFully(from, found, 2, to - from);
                assertThat(Arrays.equals(content, from, to, found, 2, 2 + to - from))
                        .isTrue();
            }
            assertThatThrownBy(() -> in.readFully(1, new byte[length + 1], 0, length))
                    .isInstanceOf(java.io.EOFException.class);
        }
        assertThat(Files.size(directory.resolve("sealed"))).isEqualTo(SealedInput.bytes(length));
    }

    @Test
    void aRangeThatTouchesADamagedBlockIsRefusedAndAnyOtherIsGiven() throws IOException {
        write(5 * BLOCK + 77);
        Random random = new Random(1);
        Path file = directory.resolve("sealed");
        byte[] whole = Files.readAllBytes(file);
        for (int flip = 0; flip < 50; flip++) {
            int at = random.nextInt(content.length);
            whole[at] ^= 8;
            Files.write(file, whole);
            whole[at] ^= 8;
            try (PositionedInput in = open()) {
                for (int i = 0; i < 20; i++) {
                    int from = random.nextInt(content.length);
                    int count = 1 + random.nextInt(Math.min(2 * BLOCK, content.length - from));
                    byte[] found = new byte[count];
                    int block = at / BLOCK;
                    if (from / BLOCK <= block && block <= (from + count - 1) / BLOCK) {
                        assertThatThrownBy(() -> in.readFully(from, found, 0, count))
                                .hasMessageContaining("from byte " + block * BLOCK + " on");
                    } else {
                        in.readFully(from, found, 0, count);
                        assertThat(Arrays.equals(content, from, from + count, found, 0, count))
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void eachByteOfTheChecksumsCounts() throws IOException {
        write(2 * BLOCK + 5);
        Path file = directory.resolve("sealed");
        byte[] whole = Files.readAllBytes(file);
        for (int at = content.length; at < whole.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                whole[at] ^= (byte) (1 << bit);
                Files.write(file, whole);
                whole[at] ^= (byte) (1 << bit);
                assertThatThrownBy(this::open).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    private PositionedInput open() throws IOException {
        return SealedInput.of(store.openPositioned("sealed"), IllegalStateException::new);
    }

    private void write(int length) throws IOException {
        store = Stores.open(directory.toString());
        content = new byte[length];
        new Random(length).nextBytes(content);
        try (OutputStream out = new SealedOutput(store.create("sealed"))) {
            out.write(content, 0, length / 3);
            out.write(content, length / 3, length - length / 3);
        }
    }
}
