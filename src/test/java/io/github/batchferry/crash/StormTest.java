package io.github.batchferry.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.emulator.dialect.Dialect;
import io.github.batchferry.emulator.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two drivers at once, in bad weather, dying and starting again. */
class StormTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whateverHappensEachRequestIsPaidOnceAndEachRowComesBackOnce(long seed)
            throws IOException, InterruptedException {
        try (Storm storm = new Storm(seed, directory)) {
            assertThat(storm.run()).as(storm.toString()).isEmpty();
        }
    }

    /** Those that a client understands who was told nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "groq",
                "novita",
                "litellm",
                "gemini-like",
                "create=job,list=array,shape=job",
                "status=queued-for-review,body=text,times=absent,error=text"
            })
    void itIsSoWhateverDialectTheServerSpeaks(String dialect) throws IOException, InterruptedException {
        long seed = dialect.hashCode() & 63;
        try (Storm storm = new Storm(seed, World.drawn(seed), Dialect.named(dialect, seed), directory)) {
            assertThat(storm.run()).as(storm.toString()).isEmpty();
        }
    }

    @Test
    void aSeedGivesTheSameOrderOfStepsEachTime() throws IOException, InterruptedException {
        assertThat(trace(directory.resolve("once")))
                .isEqualTo(trace(directory.resolve("again")))
                .hasSizeGreaterThan(100);
    }

    private static List<String> trace(Path directory) throws IOException, InterruptedException {
        try (Storm storm = new Storm(5, directory)) {
            storm.run();
            return storm.trace().stream()
                    .filter(line -> !line.contains(" ends: "))
                    .toList();
        }
    }
}
