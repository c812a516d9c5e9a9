package io.github.batchferry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.Connection;
import io.github.batchferry.provider.BaseUrl;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsTest {
    @StartStop
    final MockWebServer server = new MockWebServer();

    @StartStop
    final MockWebServer storage = new MockWebServer();

    private final Api client = new Api();
    private final ByteArrayOutputStream sink = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"bearer", "api-key"})
    void aDownloadIsFetchedFromStorageWithNothingOfOurs(String authHeader) throws Exception {
        server.enqueue(redirect(302, storage.url("/signed?sig=s3cret").toString()));
        storage.enqueue(new MockResponse.Builder().body("lines").build());
        try (OkHttpBatchApi api = client.of(connection(authHeader))) {
            assertThat(api.download("file-1", sink)).contains(5L);
        }
        assertThat(sink).hasToString("lines");
        RecordedRequest request = storage.takeRequest();
        assertThat(request.getUrl().query()).isEqualTo("sig=s3cret");
        assertThat(request.getHeaders().names())
                .containsExactlyInAnyOrder("Accept-Encoding", "Connection", "Host", "User-Agent");
    }

    @Test
    void notEvenTheSameHostGetsTheKeyAgain() throws Exception {
        server.enqueue(redirect(307, "/elsewhere"));
        server.enqueue(new MockResponse.Builder().body("lines").build());
        try (OkHttpBatchApi api = client.of(connection("bearer"))) {
            assertThat(api.download("file-1", sink)).contains(5L);
        }
        server.takeRequest();
        assertThat(server.takeRequest().getHeaders().get("Authorization")).isNull();
    }

    @Test
    void aThirdHopIsTheLast() {
        server.enqueue(redirect(302, storage.url("/1").toString()));
        storage.enqueue(redirect(302, "/2"));
        storage.enqueue(redirect(303, "/3"));
        storage.enqueue(redirect(302, "/4?sig=s3cret"));
        try (OkHttpBatchApi api = client.of(onceOnly())) {
            assertThatThrownBy(() -> api.download("file-1", sink))
                    .hasMessageContaining("localhost:" + storage.getPort(), "answered HTTP 302")
                    .hasMessageNotContaining("s3cret");
        }
        assertThat(storage.getRequestCount()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://storage.invalid/x?sig=s3cret", "ftp://storage.invalid/x?sig=s3cret"})
    void plainHttpElsewhereIsNotFollowedAndNamesNoSignature(String location) {
        server.enqueue(redirect(302, location));
        try (OkHttpBatchApi api = client.of(connection("bearer"))) {
            assertThatThrownBy(() -> api.download("file-1", sink))
                    .isInstanceOfSatisfying(
                            ExternalException.class, e -> assertThat(e.status()).isEqualTo(302))
                    .hasMessageContaining("which is not followed")
                    .hasMessageNotContaining("s3cret");
        }
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 503})
    void whatStorageRefusesIsNoWordOfTheServer(int status) {
        server.enqueue(redirect(302, storage.url("/x?sig=s3cret").toString()));
        storage.enqueue(new MockResponse.Builder()
                .code(status)
                .body("expired " + Api.TOKEN)
                .build());
        try (OkHttpBatchApi api = client.of(onceOnly())) {
            assertThatThrownBy(() -> api.download("file-1", sink))
                    .isInstanceOfSatisfying(ExternalException.class, e -> {
                        assertThat(e.retryable()).isTrue();
                        assertThat(e.status()).isZero();
                    })
                    .hasMessageContaining("where the server keeps the file, answered HTTP " + status + " expired ***")
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void aSignatureThatRanOutIsAskedForAnew() {
        server.enqueue(redirect(302, storage.url("/old").toString()));
        server.enqueue(redirect(302, storage.url("/new").toString()));
        storage.enqueue(Api.json(403, ""));
        storage.enqueue(new MockResponse.Builder().body("lines").build());
        try (OkHttpBatchApi api = client.of(server)) {
            assertThat(api.download("file-1", sink)).contains(5L);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com,https://storage.example.com,true",
        "https://api.example.com,http://storage.example.com,false",
        "https://api.example.com,http://127.0.0.1:8080,false",
        "https://api.example.com,https://localhost,false",
        "http://127.0.0.1:1,http://localhost:2,true",
        "http://127.0.0.1:1,https://storage.example.com,true",
        "http://127.0.0.1:1,http://storage.example.com,false"
    })
    void theWayStaysEncryptedAndOffThisMachine(String from, String to, boolean followed) {
        assertThat(Redirects.isFollowed(302, HttpUrl.get(from), HttpUrl.get(to)))
                .isEqualTo(followed);
    }

    private static MockResponse redirect(int status, String location) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Location", location)
                .addHeader("Set-Cookie", "a=b")
                .build();
    }

    private Connection connection(String authHeader) {
        return connection(authHeader, 3);
    }

    private Connection onceOnly() {
        return connection("bearer", 0);
    }

    private Connection connection(String authHeader, int maxRetries) {
        return new Connection(
                Provider.OPENAI_COMPATIBLE,
                BaseUrl.of(Api.base(server).replace("localhost", "127.0.0.1")),
                () -> new Secret(Api.TOKEN),
                authHeader,
                "org",
                "proj",
                null,
                Map.of("X-Team", "blue"),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                maxRetries);
    }
}
