package io.github.batchferry.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.batch.Connection;
import io.github.batchferry.http.OkHttpBatchApi;
import io.github.batchferry.ledger.ConnectionTerms;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.provider.BaseUrl;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.secret.Secret;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** It is 1 January 2026, and a job may take three attempts. */
class ModelCheckTest {
    private static final String OPENAI = "https://eu.api.openai.com/v1";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private static final LimitTerms LIMITS = new LimitTerms(
            10_000,
            50_000,
            190L << 20,
            null,
            null,
            2000,
            3,
            LimitTerms.Packing.NEIGHBOURS,
            LimitTerms.OnDoubt.HOLD,
            LimitTerms.InputFiles.DELETE,
            0,
            1);

    private MockWebServer server;

    @BeforeEach
    void start() throws IOException {
        server = new MockWebServer();
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aModelThatTheKeyDoesNotSeeIsWarnedOfAtOpenAi() {
        assertThat(warning(OPENAI, "24h", 404, "{\"error\":{\"code\":\"model_not_found\",\"message\":\"no\"}}"))
                .get()
                .asString()
                .startsWith("WARNING: ")
                .contains("no model 'gpt-6-luna'", OPENAI, "Check option 'model'");
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://gateway.example/v1", "http://127.0.0.1:8000/v1", "emulator", "https://notopenai.com"})
    void aServerWithoutModelsIsFine(String baseUrl) {
        assertThat(warning(baseUrl, "24h", 404, "not found")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 405, 500, 503})
    void aServerThatDoesNotTellIsNoReasonToWarn(int status) {
        assertThat(warning(OPENAI, "24h", status, "<html>")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2026-01-02,24h", "2026-01-04,24h", "2025-12-01,24h", "2026-01-22,7d"})
    void aModelThatEndsBeforeTheJobMayIsWarnedOfWithItsDate(String date, String window) {
        assertThat(warning(OPENAI, window, 200, model(date)))
                .get()
                .asString()
                .contains("'gpt-6-luna' is shut down on " + date, "completionWindow " + window, "maxAttempts 3");
    }

    @ParameterizedTest
    @CsvSource({"2026-01-05,24h", "2027-01-01,24h", "2026-01-23,7d"})
    void aModelThatStaysLongEnoughIsNot(String date, String window) {
        assertThat(warning(OPENAI, window, 200, model(date))).isEmpty();
        assertThat(warning(OPENAI, window, 200, "{\"id\":\"gpt-6-luna\"}")).isEmpty();
    }

    private Optional<String> warning(String baseUrl, String window, int status, String body) {
        server.enqueue(new MockResponse.Builder().code(status).body(body).build());
        Connection connection = new Connection(
                Provider.OPENAI_COMPATIBLE,
                BaseUrl.of(server.url("/v1").toString()),
                () -> new Secret("token"),
                "bearer",
                null,
                null,
                null,
                Map.of(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                0);
        try (OkHttpBatchApi api = new OkHttpBatchApi(connection)) {
            return new ModelCheck(api, CLOCK).warning("gpt-6-luna", terms(baseUrl), window, LIMITS);
        }
    }

    private static ConnectionTerms terms(String baseUrl) {
        return new ConnectionTerms(
                Provider.at(BaseUrl.of(baseUrl)), baseUrl, "env:KEY", "bearer", null, null, null, Map.of(), 1, 1, 0);
    }

    private static String model(String shutdownDate) {
        return "{\"id\":\"gpt-6-luna\",\"object\":\"model\",\"shutdown_date\":\"" + shutdownDate + "\"}";
    }
}
