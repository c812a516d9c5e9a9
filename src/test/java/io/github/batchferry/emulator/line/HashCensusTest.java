package io.github.batchferry.emulator.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashCensusTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, 65_536, 500_000})
    void everyHashIsCountedAsOftenAsItWasAddedInMemoryAndBeyond(int adds) throws IOException {
        Random random = new Random(adds);
        Map<Long, Long> expected = new HashMap<>();
        HashCensus.Counted counted;
        try (HashCensus census = new HashCensus()) {
            for (int i = 0; i < adds; i++) {
                long hash = random.nextInt(8) == 0 ? random.nextInt(adds) * 0x9E3779B97F4A7C15L : random.nextLong();
                census.add(hash);
                expected.merge(hash, 1L, Long::sum);
            }
            counted = census.count(3);
        }
        assertThat(counted.distinct()).isEqualTo(expected.size());
        assertThat(counted.repeated())
                .isEqualTo(expected.values().stream().filter(times -> times > 1).count());
        assertThat(counted.most())
                .isEqualTo(expected.values().stream()
                        .mapToLong(times -> times)
                        .max()
                        .orElse(0));
        assertThat(counted.examples())
                .hasSize((int) Math.min(3, counted.repeated()))
                .allSatisfy(hash -> assertThat(expected.get(hash)).isGreaterThan(1));
    }
}
