package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.job.PausableDriver.Stop;
import io.github.batchferry.ledger.LimitTerms.OnDoubt;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process is stopped by SIGSTOP around its purchase, past every time-out, and woken when another has ended the job. */
@DisabledOnOs(OS.WINDOWS)
class PausedDriverTest {
    @TempDir
    Path directory;

    private Harbour harbour;

    @BeforeEach
    void start() {
        harbour = new Harbour(directory.resolve("emulator"));
    }

    @AfterEach
    void stop() {
        harbour.close();
    }

    @ParameterizedTest
    @CsvSource({
        "BEFORE_THE_LAST_LOOK,HOLD",
        "BEFORE_THE_LAST_LOOK,FENCE",
        "BEFORE_THE_POST,HOLD",
        "BEFORE_THE_POST,FENCE"
    })
    void aDriverThatWakesWhenAnotherHasTakenItsPurchaseOverBuysNothing(Stop stop, OnDoubt onDoubt) throws Exception {
        Path job = directory.resolve("job");
        try (PausableDriver paused = PausableDriver.start(harbour.url(), job, onDoubt, stop)) {
            assertThat(paused.line()).isEqualTo("at " + stop);
            paused.signal("STOP");
            paused.tellThatPassed(Duration.ofHours(2));
            Driver next = new Driver(harbour, job, onDoubt, Steps.UNHINDERED);
            next.finish();
            next.resolveAsNotBought();
            assertThat(next.finish()).isEqualTo(Await.End.ENDED);
            assertThat(harbour.purchased()).isEqualTo(Driver.ROWS);
            paused.signal("CONT");
            assertThat(paused.line()).isEqualTo("ended ENDED");
            next.finish();
            harbour.awaitBatches();
            assertThat(harbour.purchasedMoreThanOnce()).isZero();
            assertThat(harbour.purchased()).isEqualTo(Driver.ROWS);
            assertThat(next.answered()).isEqualTo(Driver.ROWS);
        }
    }
}
