package io.github.batchferry.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.request.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdsTest {
    private static final byte[] SANITY = sanityBuffer();

    @Test
    void generatedIdsAreUniqueAndShortInASafeAlphabet() {
        Set<String> seen = new HashSet<>();
        Utf8 id = new Utf8();
        for (String write : new String[] {"abc", "abd", "a"}) {
            for (int part : new int[] {0, 1, 10, 35, 36, 100_000, Integer.MAX_VALUE}) {
                GeneratedIds ids = new GeneratedIds(write, part);
                for (long row :
                        new long[] {0, 1, 9, 10, 35, 36, 37, 1295, 1296, 46655, 46656, 1L << 40, Long.MAX_VALUE}) {
                    ids.point(row, id);
                    assertThat(id.toString())
                            .matches("[A-Za-z0-9_-]{1,64}")
                            .isEqualTo(write + "-" + Long.toString(part, 36) + "-" + Long.toString(row, 36));
                    assertThat(seen.add(id.toString())).isTrue();
                }
            }
        }
    }

    @Test
    void aRowHasTheSameIdInEveryAttempt() {
        Utf8 first = new Utf8();
        Utf8 second = new Utf8();
        GeneratedIds other = new GeneratedIds("w", 7);
        other.point(Long.MAX_VALUE, second);
        new GeneratedIds("w", 7).point(12345, first);
        other.point(12345, second);
        assertThat(second).hasToString(first.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "'', ef46db3751d8e999",
        "a, d24ec4f1a98c6e5b",
        "abc, 44bc2cf5ad770999",
        "The quick brown fox jumps over the lazy dog, 0b242d361fda71bc"
    })
    void theHashIsXxh64(String text, String hash) {
        assertThat(Long.toHexString(Staged.hash(text))).isEqualTo(hash.replaceFirst("^0+", ""));
    }

    @ParameterizedTest
    @CsvSource({"1, e934a84adb052768", "4, 9136a0dca57457ee", "14, 8282dcc4994e35c8", "222, b641ae8cb691c174"})
    void theHashPassesTheSanityChecksOfItsAuthors(int length, String hash) {
        assertThat(Long.toHexString(IdHash.of(SANITY, 0, length))).isEqualTo(hash);
    }

    @Test
    void theHashOfASliceIsThatOfItsBytesAlone() {
        for (int length = 0; length < 80; length++) {
            byte[] padded = new byte[length + 7];
            System.arraycopy(SANITY, 0, padded, 5, length);
            assertThat(IdHash.of(padded, 5, length)).isEqualTo(IdHash.of(SANITY, 0, length));
        }
    }

    @Test
    void anIdFromAColumnIsCheckedAndAGeneratedOneIsNot() {
        assertThat(new IdSource(null).check(new Utf8(), 512)).isNull();
        assertThat(new IdSource("id").check(Utf8.of("x".repeat(512)), 512)).isNull();
        Utf8 wide = new Utf8();
        wide.point("é".repeat(257).getBytes(StandardCharsets.UTF_8));
        assertThat(new IdSource("id").check(wide, 512)).isNotNull();
    }

    private static byte[] sanityBuffer() {
        byte[] buffer = new byte[222];
        long generator = 2654435761L;
        for (int i = 0; i < buffer.length; i++) {
            buffer[i] = (byte) (generator >>> 56);
            generator *= 0x9E3779B185EBCA8DL;
        }
        return buffer;
    }
}
