package io.github.batchferry.job;

import static io.github.batchferry.job.BatchState.Phase.COLLECTED;
import static io.github.batchferry.job.BatchState.Phase.CREATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.UserException;
import io.github.batchferry.emulator.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes later than a job was willing to wait. */
class RecollectTest {
    private static final String FETCHES =
            "{\"requests\":[{\"path\":\"/v1/files/[^/]+/content\",\"status\":404,\"times\":-1}]}";

    @TempDir
    Path directory;

    private Bench bench;

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void aFileThatComesAfterTheGapWasClosedIsCollectedAndNothingIsPaidAgain() throws IOException {
        bench = new Bench(directory);
        bench.provider.fault(FETCHES);
        bench.sealed(3);
        Tally given = bench.carriedOn();
        assertThat(given).isEqualTo(new Tally(3, 0, 3, 0, 0, 0, 0));
        bench.provider.noFaults();
        assertThat(recollect().recollect()).isEqualTo(new Recollect.Found(1, 3));
        assertThat(Tally.of(bench.job().state()).succeeded()).isEqualTo(3);
        assertThat(bench.batch(1).collected().absent()).isNull();
        assertThat(bench.advance().advance().mayMove()).isFalse();
        bench.assertPaidOnce(3);
        assertThat(new Verification(bench.store, bench.time).verify().answers()).isEqualTo(3);
    }

    @Test
    void aLookThatFindsNothingMoreChangesNothing() throws IOException {
        bench = new Bench(directory);
        bench.provider.fault(FETCHES);
        bench.sealed(3);
        bench.carriedOn();
        long before = bench.job().state().lastEntry();
        assertThat(recollect().recollect().requests()).isZero();
        assertThat(bench.job().state().lastEntry()).isEqualTo(before);
        assertThat(bench.said()).contains("nothing more than was collected");
    }

    @Test
    void aBatchThatIsWaitedForIsLookedAtAtOnce() throws IOException {
        bench = new Bench(directory, World.named("file=late-404"));
        bench.sealed(3);
        bench.advance().advance();
        bench.provider.settle();
        bench.advance().advance();
        assertThat(bench.phase(1)).isEqualTo(CREATED);
        bench.time.pass(Duration.ofMinutes(30));
        recollect().recollect();
        assertThat(bench.phase(1)).isEqualTo(COLLECTED);
        assertThat(Tally.of(bench.job().state()).succeeded()).isEqualTo(3);
    }

    @Test
    void whatWasNeverBoughtHasNoResults() {
        bench = new Bench(directory);
        bench.sealed(3);
        assertThatThrownBy(() -> recollect().recollect(1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("has no batch 1");
    }

    private Recollect recollect() {
        return new Recollect(bench.job(), bench.api, bench.said::add, bench.time);
    }
}
