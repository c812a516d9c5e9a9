package io.github.batchferry.job;

import static io.github.batchferry.ledger.BatchState.Phase.CREATED;
import static io.github.batchferry.ledger.BatchState.Phase.DENIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.ledger.Reason;
import io.github.batchferry.ledger.Sample;
import io.github.batchferry.ledger.Tally;
import io.github.batchferry.ledger.Unfinished;
import io.github.batchferry.result.answer.RowStatus;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedTest {
    private static final Duration SETTLED = Duration.ofMinutes(10);

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
    void aRefusalAboutAModelFailsItsRowsInTheServersWordsOnceTheListShowsNoBatch() {
        bench.provider.fault(refusal(400, "model_not_found", "The model `m` does not exist", 1));
        bench.sealed(3);
        assertThat(bench.advance().advance().mayMove()).isTrue();
        assertThat(bench.phase(1)).isEqualTo(DENIED);
        assertThat(Tally.of(bench.job().state()).pending()).isEqualTo(3);
        bench.time.pass(SETTLED);
        assertThat(bench.advance().advance().mayMove()).isFalse();
        assertThat(Unfinished.of(bench.job().state(), bench.batch(1)))
                .isEqualTo(new Reason(
                        RowStatus.FAILED, "model_not_found", "The model `m` does not exist", null, null, 400));
        assertThat(Tally.of(bench.job().state()).failed()).isEqualTo(3);
        assertThat(bench.provider.batches()).isEmpty();
    }

    @Test
    void anUploadThatIsRefusedForALineFailsThatRowAndBuysTheOthers() {
        bench.provider.fault("""
                {"requests":[{"method":"POST","path":"/v1/files","status":400,"times":1,
                              "body":{"error":{"code":"invalid_json_line","message":"Line 2: not JSON"}}}]}""");
        assertThat(bench.sealed(3).carriedOn()).isEqualTo(new Tally(3, 2, 1, 0, 0, 0, 0));
        assertThat(Unfinished.lines(bench.batch(1)).get(1).message()).isEqualTo("Line 2: not JSON");
        bench.assertPaidOnce(2);
    }

    @Test
    void anUploadThatIsRefusedForItsModelIsAboutTheRowsAndNotAboutRights() {
        bench.provider.fault("""
                {"requests":[{"method":"POST","path":"/v1/files","status":403,"times":1,
                              "body":{"error":{"message":"Line 1: Model m has not been configured"}}}]}""");
        bench.sealed(3);
        assertThat(bench.advance().advance().mayMove()).isFalse();
        assertThat(Tally.of(bench.job().state()).failed()).isEqualTo(3);
        bench.assertPaidOnce(0);
    }

    @ParameterizedTest
    @CsvSource({
        "429, rate_limit_exceeded, later",
        "400, token_limit_exceeded, later",
        "400, invalid_request, 'The file has not been processed yet'",
        "404, , 'Cannot find file file-1, or organization org-1 does not have access to it.'"
    })
    void aRefusalThatPassesIsPostedAgainFromTheSameFile(int status, String code, String words) {
        bench.provider.fault(refusal(status, String.valueOf(code), words, 2));
        bench.sealed(3);
        for (int tries = 1; tries <= 2; tries++) {
            assertThat(bench.advance().advance().mayMove()).isTrue();
            assertThat(bench.batch(1).denials()).isEqualTo(tries);
            bench.advance().advance();
            assertThat(bench.batch(1).denials())
                    .as("not before a settle time is over")
                    .isEqualTo(tries);
            bench.time.pass(SETTLED);
        }
        bench.advance().advance();
        bench.provider.awaitEnds();
        bench.advance().advance();
        assertThat(bench.provider.calls("POST /v1/files")).isEqualTo(1);
        bench.assertPaidOnce(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 413, 422, 429})
    void aPurchaseThatWasRefusedThoughItWasMadeIsAdoptedAndNotMadeAgain(int status) {
        bench.provider.fault("{\"requests\":[{\"method\":\"POST\",\"path\":\"/v1/batches\",\"status\":" + status
                + ",\"when\":\"after\",\"times\":1,\"body\":{\"error\":{\"message\":\"no\"}}}]}");
        bench.sealed(3);
        try {
            bench.advance().advance();
        } catch (ExternalException e) {
            assertThat(e.status()).isEqualTo(status);
        }
        assertThat(bench.carriedOn().succeeded()).isEqualTo(3);
        bench.assertPaidOnce(3);
    }

    @Test
    void aServersWishToWaitIsKeptBeforeAPurchaseIsMadeAgain() {
        bench.provider.fault("""
                {"requests":[{"method":"POST","path":"/v1/batches","status":429,"times":1,
                              "headers":{"Retry-After":"3600"},"body":{"error":{"message":"busy"}}}]}""");
        bench.sealed(3);
        bench.advance().advance();
        bench.time.pass(Duration.ofMinutes(59));
        bench.advance().advance();
        assertThat(bench.phase(1)).isEqualTo(DENIED);
        bench.time.pass(Duration.ofMinutes(2));
        bench.advance().advance();
        assertThat(bench.phase(1)).isEqualTo(CREATED);
    }

    @ParameterizedTest
    @CsvSource({
        "401, invalid_api_key, apiTokenRef",
        "403, forbidden, administers",
        "404, not_found, baseUrl",
        "429, insufficient_quota, bill",
        "400, billing_hard_limit_reached, bill",
        "400, invalid_value, Remove"
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
        assertThat(Unfinished.of(bench.job().state(), bench.batch(1)).status()).isEqualTo(RowStatus.PENDING);
        bench.time.pass(SETTLED);
        bench.advance().advance();
        bench.provider.awaitEnds();
        bench.advance().advance();
        bench.assertPaidOnce(6);
    }

    @Test
    void whatIsHeldSinceThereIsNoListToLookItUpIsNotWaitedFor() {
        bench.provider.fault(refusal(403, "forbidden", "because", 1));
        bench.provider.fault(
                "{\"requests\":[{\"method\":\"GET\",\"path\":\"/v1/batches\",\"status\":404,\"times\":-1}]}");
        bench.sealed(3);
        assertThatThrownBy(() -> bench.advance().advance()).hasMessageContaining("because");
        bench.time.pass(SETTLED);
        assertThat(bench.advance().advance().mayMove()).isFalse();
        assertThat(bench.batch(1).doubt()).contains("has no list that could be read to its end");
        bench.assertPaidOnce(0);
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
