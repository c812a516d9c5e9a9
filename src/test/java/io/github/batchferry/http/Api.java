package io.github.batchferry.http;

import io.github.batchferry.batch.Connection;
import io.github.batchferry.batch.CreateBatch;
import io.github.batchferry.batch.InputFile;
import io.github.batchferry.batch.Time;
import io.github.batchferry.provider.BaseUrl;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;

/** A client of a scripted server: waits are written down, never waited. */
final class Api {
    static final String TOKEN = "canary-token-0123456789";
    static final CreateBatch CREATE =
            new CreateBatch("file-1", "/v1/embeddings", "24h", Map.of("batchferry_job", "j"), null);
    static final String BATCH = "{\"id\":\"batch_1\",\"status\":\"validating\",\"input_file_id\":\"file-1\"}";
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    final List<Duration> waits = new ArrayList<>();

    static String base(MockWebServer server) {
        return server.url("/v1").toString();
    }

    static Connection connection(String baseUrl) {
        return connection(baseUrl, Duration.ofSeconds(20));
    }

    static Connection connection(String baseUrl, Duration readTimeout) {
        BaseUrl url = BaseUrl.of(baseUrl);
        return new Connection(
                Provider.at(url),
                url,
                () -> new Secret(TOKEN),
                "bearer",
                null,
                null,
                null,
                Map.of(),
                Duration.ofSeconds(10),
                readTimeout,
                3);
    }

    static Connection connection(Provider provider, String baseUrl) {
        return new Connection(
                provider,
                BaseUrl.of(baseUrl),
                () -> new Secret(TOKEN),
                provider.authHeader(),
                null,
                null,
                null,
                Map.of(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                3);
    }

    OkHttpBatchApi of(Provider provider, MockWebServer server) {
        return of(connection(provider, base(server)));
    }

    OkHttpBatchApi of(Connection connection) {
        return new OkHttpBatchApi(
                connection, new Time(Clock.fixed(NOW, ZoneOffset.UTC), System::nanoTime, waits::add), () -> 0.5);
    }

    OkHttpBatchApi of(MockWebServer server) {
        return of(connection(base(server)));
    }

    static MockResponse json(int code, String body) {
        return new MockResponse.Builder()
                .code(code)
                .addHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    static MockResponse error(int code, String errorCode, String message) {
        return json(
                code, "{\"error\":{\"message\":\"" + message + "\",\"type\":\"t\",\"code\":\"" + errorCode + "\"}}");
    }

    static InputFile input(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new InputFile("in.jsonl", bytes.length, sink -> sink.write(bytes));
    }
}
