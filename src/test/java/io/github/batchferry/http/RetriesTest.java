package io.github.batchferry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.BatchStatus;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {
    @StartStop
    final MockWebServer server = new MockWebServer();

    @Test
    void aCodeThatRepeatsTheStatusIsToldOnce() {
        server.enqueue(Api.error(400, "400", "no such thing"));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThatThrownBy(() -> api.list(null, 1)).hasMessageContaining(" was answered with HTTP 400: no such");
        }
    }

    @Test
    void theHintAfterA404NamesTheWholeBaseUrl() {
        server.enqueue(Api.error(404, "", "nothing here"));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThatThrownBy(() -> api.list(null, 1))
                    .hasMessageContaining("Check baseUrl " + Api.base(server) + " and");
        }
    }

    private final Api client = new Api();

    @Test
    void aReadGoesOnAfterWhatPasses() {
        server.enqueue(Api.json(503, ""));
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        server.enqueue(Api.json(200, "<html>"));
        server.enqueue(Api.json(200, Api.BATCH));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThat(api.batch("batch_1")).isPresent();
        }
        assertThat(client.waits)
                .containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofMillis(1000));
    }

    @Test
    void aReadStopsAfterMaxRetriesAndSaysWhy() {
        for (int i = 0; i < 5; i++) {
            server.enqueue(new MockResponse.Builder()
                    .code(502)
                    .addHeader("x-request-id", "req_7")
                    .body("<html><head><title>502 Bad\nGateway</title></head><body>" + "x".repeat(9999))
                    .build());
        }
        try (OkHttpBatchApi api = client.of(server)) {
            assertThatThrownBy(() -> api.batch("batch_1"))
                    .isInstanceOfSatisfying(ExternalException.class, e -> {
                        assertThat(e.status()).isEqualTo(502);
                        assertThat(e.requestId()).isEqualTo("req_7");
                        assertThat(e.retryable()).isTrue();
                    })
                    .hasMessage("GET " + server.url("/v1/batches/batch_1")
                            + " was answered with HTTP 502: 502 Bad Gateway (request id req_7)");
        }
        assertThat(server.getRequestCount()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "401,invalid_api_key",
        "403,forbidden",
        "400,bad",
        "429,insufficient_quota",
        "429,billing_hard_limit_reached",
        "403,billing_not_active"
    })
    void whatNoRepetitionHelpsIsAskedOnce(int status, String code) {
        server.enqueue(Api.error(status, code, "no: Bearer " + Api.TOKEN));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThatThrownBy(() -> api.list(null, 1))
                    .isInstanceOfSatisfying(ExternalException.class, e -> {
                        assertThat(e.status()).isEqualTo(status);
                        assertThat(e.code()).isEqualTo(code);
                        assertThat(e.retryable()).isFalse();
                    })
                    .hasMessageNotContaining(Api.TOKEN);
        }
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"500,false,1", "409,true,2", "409,,1"})
    void theServersWordOnRepeatingCounts(int status, String word, int requests) {
        MockResponse.Builder refusal = new MockResponse.Builder().code(status);
        server.enqueue((word == null ? refusal : refusal.addHeader("x-should-retry", word)).build());
        server.enqueue(Api.json(200, "[]"));
        try (OkHttpBatchApi api = client.of(server)) {
            catchThrowableOfType(ExternalException.class, () -> api.list(null, 1));
        }
        assertThat(server.getRequestCount()).isEqualTo(requests);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "Retry-After|7|PT7S",
                "Retry-After|1.5|PT1.5S",
                "Retry-After|0|PT0S",
                "Retry-After|-3|-",
                "Retry-After|NaN|-",
                "Retry-After|soon|-",
                "Retry-After|1e300|PT24H",
                "Retry-After|86400|PT24H",
                "retry-after-ms|40|PT0.04S",
                "Retry-After|Thu, 01 Jan 2026 00:00:09 GMT|PT9S",
                "Retry-After|3600|PT1H",
                "Retry-After|Fri, 01 Jan 2027 00:00:09 GMT|PT24H",
                "Retry-After|Thu, 01 Jan 2015 00:00:09 GMT|-"
            },
            delimiter = '|')
    void theServersWishToWaitIsReadAndBounded(String name, String value, Duration wait) {
        assertThat(RetryAfter.of(Headers.of(name, value), Clock.fixed(Api.NOW, ZoneOffset.UTC)))
                .isEqualTo(wait);
    }

    @Test
    void aDateToWaitForCountsFromTheServersClock() {
        Headers headers =
                Headers.of("Date", "Fri, 02 Jan 2026 00:00:00 GMT", "Retry-After", "Fri, 02 Jan 2026 00:00:05 GMT");
        assertThat(RetryAfter.of(headers, Clock.fixed(Api.NOW, ZoneOffset.UTC))).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void theServersWishToWaitIsObeyed() {
        server.enqueue(new MockResponse.Builder()
                .code(429)
                .addHeader("Retry-After", "7")
                .build());
        server.enqueue(Api.json(200, "[]"));
        try (OkHttpBatchApi api = client.of(server)) {
            api.list(null, 1);
        }
        assertThat(client.waits).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void aServerThatAsksForMoreThanACallMayTakeIsLeftToTheCaller() {
        server.enqueue(new MockResponse.Builder()
                .code(429)
                .addHeader("Retry-After", "31")
                .build());
        try (OkHttpBatchApi api = client.of(server)) {
            assertThatThrownBy(() -> api.list(null, 1)).isInstanceOfSatisfying(ExternalException.class, e -> {
                assertThat(e.retryable()).isTrue();
                assertThat(e.refusal().retryAfter()).isEqualTo(Duration.ofSeconds(31));
            });
        }
        assertThat(client.waits).isEmpty();
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 503})
    void aMaintenancePageIsNoAnswerAndPasses(int status) {
        for (int i = 0; i < 4; i++) {
            server.enqueue(new MockResponse.Builder()
                    .code(status)
                    .addHeader("Content-Type", "text/html")
                    .body("<html><title>Back soon</title></html>")
                    .build());
        }
        try (OkHttpBatchApi api = client.of(server)) {
            assertThatThrownBy(() -> api.batch("batch_1"))
                    .isInstanceOfSatisfying(
                            ExternalException.class,
                            e -> assertThat(e.retryable()).isTrue());
        }
        assertThat(server.getRequestCount()).isEqualTo(4);
    }

    @Test
    void aCodeThatRepeatsTheStatusIsSaidOnce() {
        server.enqueue(Api.error(400, "400", "no"));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThatThrownBy(() -> api.list(null, 1)).hasMessageContaining("HTTP 400: no");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405})
    void noListIsAnErrorThatSaysWhatWasAskedWhere(int status) {
        server.enqueue(Api.error(status, "", "no"));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThatThrownBy(() -> api.list(null, 1)).isInstanceOfSatisfying(ExternalException.class, e -> {
                assertThat(e.status()).isEqualTo(status);
                assertThat(e.retryable()).isFalse();
                if (status == 404) {
                    assertThat(e).hasMessageContaining("Check baseUrl " + Api.base(server) + " and");
                }
            });
        }
    }

    @Test
    void theBudgetOfAllCallsRunsOutAndFillsWithSuccesses() {
        RetryBudget budget = new RetryBudget();
        IOException broken = new IOException("connection reset");
        assertThat(taken(budget, broken)).isEqualTo(100);
        for (int i = 0; i < 5; i++) {
            budget.succeeded();
        }
        assertThat(budget.spent()).contains("100 repetitions for 5 successes");
        assertThat(taken(budget, broken)).isEqualTo(1);
    }

    @Test
    void aTimeOutCostsTheBudgetTwiceAsMuch() {
        assertThat(taken(new RetryBudget(), new SocketTimeoutException("timeout")))
                .isEqualTo(50);
    }

    private static int taken(RetryBudget budget, IOException failure) {
        int taken = 0;
        while (budget.take(failure)) {
            taken++;
        }
        return taken;
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch_1", "arn:aws:x/y"})
    void whatIsGoneIsEmpty(String id) {
        server.enqueue(Api.error(404, "not_found", "No batch found with id"));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThat(api.batch(id)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 405, 409})
    void cancellingABatchThatHasEndedShowsHowItStands(int status) {
        server.enqueue(Api.error(status, "", "Cannot cancel a batch with status 'completed'."));
        server.enqueue(Api.json(200, Api.BATCH.replace("validating", "COMPLETED")));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThat(api.cancel("batch_1"))
                    .hasValueSatisfying(batch -> assertThat(batch.status()).isEqualTo(BatchStatus.COMPLETED));
        }
    }

    @Test
    void cancellingWithoutARightIsAnError() {
        server.enqueue(Api.error(403, "", "no"));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThatThrownBy(() -> api.cancel("batch_1")).hasMessageContaining("HTTP 403");
        }
    }

    @Test
    void aServerThatCannotDeleteSaysSoOnce() {
        server.enqueue(Api.error(405, "", "no"));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThatThrownBy(() -> api.deleteFile("file-1")).isInstanceOfSatisfying(ExternalException.class, e -> {
                assertThat(e.status()).isEqualTo(405);
                assertThat(e.retryable()).isFalse();
            });
        }
    }

    @Test
    void aFileThatIsGoneCountsAsDeleted() {
        server.enqueue(Api.json(503, ""));
        server.enqueue(Api.error(404, "", "gone"));
        try (OkHttpBatchApi api = client.of(server)) {
            api.deleteFile("file-1");
        }
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void aFileThatTheServerKeepsIsNotSaidToBeDeleted() {
        for (int i = 0; i < 4; i++) {
            server.enqueue(Api.json(200, "{\"id\":\"file-1\",\"deleted\":false}"));
        }
        try (OkHttpBatchApi api = client.of(server)) {
            assertThatThrownBy(() -> api.deleteFile("file-1")).hasMessageContaining("did not delete");
        }
    }

    @Test
    void anInterruptEndsAReadAtOnceAndStays() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        Thread caller = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            try {
                server.takeRequest(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            caller.interrupt();
        });
        interrupter.start();
        try (OkHttpBatchApi api = client.of(server)) {
            ExternalException e = catchThrowableOfType(ExternalException.class, () -> api.list(null, 1));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(e).hasMessageContaining("interrupted");
        }
        interrupter.join();
        assertThat(server.getRequestCount()).isEqualTo(1);
    }
}
