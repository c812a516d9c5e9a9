package io.github.batchferry.job;

import static io.github.batchferry.job.BatchState.Phase.DENIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedTest {
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
    void aRefusedRequestFailsItsRowsInTheServersWords() {
        bench.provider.fault(refusal(400, "invalid_value", "bad window", 1));
        bench.sealed(3);
        Advanced advanced = bench.advance().advance();
        assertThat(bench.phase(1)).isEqualTo(DENIED);
        assertThat(bench.batch(1).denied().then()).isEqualTo(Event.AfterRefusal.FAIL_ROWS);
        assertThat(bench.batch(1).denied().message()).contains("bad window");
        assertThat(advanced.mayMove()).isFalse();
        assertThat(bench.provider.batches()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"429, rate_limit_exceeded", "400, token_limit_exceeded"})
    void aRefusalThatPassesIsTriedAgainLater(int status, String code) {
        bench.provider.fault(refusal(status, code, "later", 2));
        bench.sealed(3);
        for (int tries = 1; tries <= 2; tries++) {
            assertThat(bench.advance().advance().mayMove()).isTrue();
            assertThat(bench.provider.batches()).isEmpty();
            assertThat(bench.provider.calls("POST /v1/files")).isEqualTo(tries);
            bench.advance().advance();
            assertThat(bench.provider.calls("POST /v1/files"))
                    .as("not before some time is over")
                    .isEqualTo(tries);
            bench.time.pass(Duration.ofMinutes(tries));
        }
        bench.advance().advance();
        bench.provider.awaitEnds();
        bench.advance().advance();
        bench.assertPaidOnce(3);
    }

    @Test
    void theInputFilesOfRefusedBatchesDoNotPileUp() {
        bench.provider.fault(refusal(429, "rate_limit_exceeded", "later", 3));
        bench.sealed(3);
        for (int tries = 0; tries < 3; tries++) {
            bench.advance().advance();
            bench.time.pass(Duration.ofHours(1));
        }
        assertThat(bench.provider.calls("POST /v1/files")).isEqualTo(3);
        assertThat(bench.provider.files()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401, invalid_api_key, apiTokenRef",
        "403, forbidden, administers",
        "404, not_found, baseUrl",
        "429, insufficient_quota, bill",
        "400, billing_hard_limit_reached, bill"
    })
    void aRefusalThatSomebodyMustLiftStopsTheJobAndKeepsItsLines(int status, String code, String advice) {
        bench.provider.fault(refusal(status, code, "because", 1));
        bench.limits = oneBatchAShard();
        bench.sealed(3, 3);
        assertThatThrownBy(() -> bench.advance().advance())
                .isInstanceOfSatisfying(
                        ExternalException.class, e -> assertThat(e.status()).isEqualTo(status))
                .hasMessageContaining("because")
                .hasMessageContaining(advice);
        assertThat(bench.provider.calls("POST /v1/batches"))
                .as("not one call a batch")
                .isLessThanOrEqualTo(1);
        assertThat(bench.job().state().hasUnplannedLines()).isTrue();
        bench.advance().advance();
        bench.provider.awaitEnds();
        bench.advance().advance();
        bench.assertPaidOnce(6);
    }

    private static LimitTerms oneBatchAShard() {
        return Sample.limits(10_000, 50_000, 190L << 20, LimitTerms.Packing.NONE, LimitTerms.OnDoubt.HOLD);
    }

    private static String refusal(int status, String code, String message, int times) {
        return ("{\"requests\":[{\"method\":\"POST\",\"path\":\"/v1/batches\",\"status\":%d,\"times\":%d,"
                        + "\"body\":{\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}}]}")
                .formatted(status, times, code, message);
    }
}
