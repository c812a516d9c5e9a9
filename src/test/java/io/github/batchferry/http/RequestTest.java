package io.github.batchferry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.UserException;
import io.github.batchferry.batch.Connection;
import io.github.batchferry.provider.BaseUrl;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.secret.Secret;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
    @StartStop
    final MockWebServer server = new MockWebServer();

    @StartStop
    final MockWebServer elsewhere = new MockWebServer();

    private final Api client = new Api();
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void everyRequestSaysWhoItIsFrom() throws Exception {
        server.enqueue(Api.json(200, "[]"));
        try (OkHttpBatchApi api = client.of(connection("bearer"))) {
            api.list("batch_0", 100);
        }
        RecordedRequest request = server.takeRequest();
        Headers headers = request.getHeaders();
        assertThat(request.getUrl().encodedPath()).isEqualTo("/v1/batches");
        assertThat(request.getUrl().query()).isEqualTo("api-version=2026-01&limit=100&after=batch_0");
        assertThat(headers.get("Authorization")).isEqualTo("Bearer token-1");
        assertThat(headers.get("api-key")).isNull();
        assertThat(headers.get("OpenAI-Organization")).isEqualTo("org");
        assertThat(headers.get("OpenAI-Project")).isEqualTo("proj");
        assertThat(headers.get("X-Team")).isEqualTo("blue");
        assertThat(headers.get("User-Agent")).startsWith("batchferry/");
    }

    @Test
    void anApiKeyHeaderTakesThePlaceOfTheBearerToken() throws Exception {
        server.enqueue(Api.json(200, "[]"));
        try (OkHttpBatchApi api = client.of(connection("api-key"))) {
            api.list(null, 1);
        }
        Headers headers = server.takeRequest().getHeaders();
        assertThat(headers.get("api-key")).isEqualTo("token-1");
        assertThat(headers.get("Authorization")).isNull();
    }

    @Test
    void eachTryAsksForTheToken() throws Exception {
        server.enqueue(Api.json(503, ""));
        server.enqueue(Api.json(200, "[]"));
        try (OkHttpBatchApi api = client.of(connection("bearer"))) {
            api.list(null, 1);
        }
        server.takeRequest();
        assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer token-2");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void nothingFollowsARedirect(int status) {
        server.enqueue(new MockResponse.Builder()
                .code(status)
                .addHeader("Location", elsewhere.url("/v1/files"))
                .build());
        try (OkHttpBatchApi api = client.of(connection("api-key"))) {
            assertThatThrownBy(() -> api.upload(Api.input("prompts")))
                    .hasMessageContaining("redirects to " + elsewhere.getHostName() + ":" + elsewhere.getPort());
        }
        assertThat(server.getRequestCount()).isEqualTo(1);
        assertThat(elsewhere.getRequestCount()).isZero();
    }

    @Test
    void anIdStaysOneSegmentOfThePath() throws Exception {
        server.enqueue(Api.json(200, Api.BATCH));
        try (OkHttpBatchApi api = client.of(connection("bearer"))) {
            api.batch("arn:aws:x/y");
        }
        assertThat(server.takeRequest().getUrl().encodedPath()).isEqualTo("/v1/batches/arn:aws:x%2Fy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", ".", "a/../b", "../files", "a b", "x?y", "%2e%2e", "a\nb"})
    void anOddIdIsNotAskedFor(String id) {
        try (OkHttpBatchApi api = client.of(connection("bearer"))) {
            assertThatThrownBy(() -> api.batch(id)).isInstanceOf(ExternalException.class);
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example.com/v1",
                "http://127.0.0.1.example.com/v1",
                "https://user:hunter2@api.example.com/v1",
                "https://api.example.com/v1?sig=hunter2",
                "ftp://api.example.com/v1",
                "api.example.com/v1"
            })
    void aBaseUrlThatWouldShowSecretsIsRefusedByName(String url) {
        assertThatThrownBy(() -> client.of(Api.connection(url)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("example.com")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aBaseUrlThatTheClientCannotReadIsRefusedByName() {
        assertThatThrownBy(() -> client.of(Api.connection("https://api.example.com:0/v1")))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("baseUrl 'https://api.example.com:0/v1' is not an http or https URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:1/v1", "http://127.0.0.1:1/v1", "http://[::1]:1/v1", "https://x.org/v1"})
    void plainHttpIsForThisMachineOnly(String url) {
        client.of(Api.connection(url)).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "gehäuse"})
    void aTokenThatNoHeaderCanCarryIsRefusedUnseen(String token) {
        Connection good = connection("api-key");
        Connection bad = new Connection(
                good.provider(),
                good.baseUrl(),
                () -> new Secret(token),
                "api-key",
                null,
                null,
                null,
                Map.of(),
                good.connectTimeout(),
                good.readTimeout(),
                0);
        try (OkHttpBatchApi api = client.of(bad)) {
            assertThatThrownBy(() -> api.list(null, 1))
                    .isInstanceOf(UserException.class)
                    .hasMessageNotContaining("häuse");
        }
    }

    @Test
    void aCallWithoutTimeoutIsRefused() {
        assertThatThrownBy(() -> client.of(Api.connection(Api.base(server), Duration.ZERO)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("readTimeout");
    }

    @Test
    void whatCannotBeReachedIsNamedWithTheWayOut() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (OkHttpBatchApi api = client.of(Api.connection("http://localhost:" + port + "/v1"))) {
            assertThatThrownBy(() -> api.list(null, 1))
                    .hasMessage("GET http://localhost:" + port + "/v1/batches failed: no connection to localhost:"
                            + port + ". Check that the server runs, baseUrl, and proxy settings.");
        }
        try (OkHttpBatchApi api = client.of(Api.connection("https://nowhere.invalid/v1"))) {
            assertThatThrownBy(() -> api.list(null, 1)).hasMessageContaining("nowhere.invalid is not known");
        }
    }

    private Connection connection(String authHeader) {
        return new Connection(
                Provider.OPENAI_COMPATIBLE,
                BaseUrl.of(Api.base(server)),
                () -> new Secret("token-" + asked.incrementAndGet() + "\n"),
                authHeader,
                "org",
                "proj",
                "2026-01",
                Map.of("X-Team", "blue"),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                3);
    }
}
