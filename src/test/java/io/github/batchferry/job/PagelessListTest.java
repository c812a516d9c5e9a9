package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchPage;
import io.github.batchferry.batch.BatchStatus;
import io.github.batchferry.ledger.Tally;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A list that shows somebody else's batch for ever, whatever it is asked for. */
class PagelessListTest {
    private static final Batch FOREIGN = new Batch(
            "foreign",
            BatchStatus.IN_PROGRESS,
            null,
            "file-foreign",
            null,
            null,
            0,
            0,
            null,
            List.of(),
            Map.of(),
            null,
            null);

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void start() {
        bench = new Bench(directory);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void aPurchaseThatItDoesNotShowIsHeldAndNotMadeAgain() {
        bench.provider.fault("{\"requests\":[{\"method\":\"POST\",\"path\":\"/v1/batches\",\"drop\":\"after\"}]}");
        bench.sealed(3);

        carryOnForADay();

        assertThat(bench.provider.calls("POST /v1/batches")).isEqualTo(1);
        assertThat(bench.batch(1).doubt()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 422})
    void aPurchaseThatWasRefusedThoughItWasMadeIsNotMadeAgain(int status) {
        bench.provider.fault(
                "{\"requests\":[{\"method\":\"POST\",\"path\":\"/v1/batches\",\"status\":" + status
                        + ",\"when\":\"after\",\"times\":1,\"body\":{\"error\":{\"message\":\"The model `m` does not exist\"}}}]}");
        bench.sealed(3);

        carryOnForADay();

        assertThat(bench.provider.calls("POST /v1/batches")).isEqualTo(1);
        assertThat(Tally.of(bench.job().state()).failed())
                .as("not failed for good either")
                .isZero();
    }

    private void carryOnForADay() {
        for (int look = 0; look < 24; look++) {
            try {
                bench.advance(bench.job(), new ForwardingApi(bench.api) {
                            @Override
                            public BatchPage list(String after, int limit) {
                                return new BatchPage(List.of(FOREIGN), true, "foreign");
                            }
                        })
                        .advance();
            } catch (ExternalException e) {
                assertThat(e.status()).isBetween(400, 499);
            }
            bench.time.pass(Duration.ofHours(1));
        }
    }
}
