package io.github.batchferry.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.job.Filming;
import io.github.batchferry.result.Extent;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenAnswersTest {
    @Test
    void theFilesOfAnAnswerAreItsOwnInWhateverOrderAndRangesItIsAskedFor(@TempDir Path directory) throws IOException {
        try (Filming filming = Filming.images(directory)) {
            filming.bought(5).bench.carriedOn();
            JoinTask task = Snapshot.of(filming.bench.job().state())
                    .tasks(Long.MAX_VALUE)
                    .get(0);
            BatchAnswers batch = task.batches().values().iterator().next();
            try (OpenAnswers open = new OpenAnswers(filming.bench.store, filming.rules(), Extent.LINE)) {
                int[][] asked = {{0, 2}, {1, 2}, {3, 5}, {0, 5}, {4, 5}, {2, 3}};
                for (int[] positions : asked) {
                    open.at(batch, positions[0], positions[1]);
                    if (positions[0] != 3) {
                        assertThat(open.assets())
                                .hasSize(2)
                                .allSatisfy(asset ->
                                        assertThat(asset.file().path()).contains("/00000" + positions[0] + "-"));
                    }
                }
            }
        }
    }
}
