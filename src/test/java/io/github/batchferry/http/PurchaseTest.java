package io.github.batchferry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.UserException;
import io.github.batchferry.batch.Connection;
import io.github.batchferry.batch.Purchase;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PurchaseTest {
    @StartStop
    final MockWebServer server = new MockWebServer();

    @StartStop
    final MockWebServer elsewhere = new MockWebServer();

    private final Api client = new Api();

    @Test
    void createdWhereTheAnswerHasAnId() throws Exception {
        server.enqueue(Api.json(200, Api.BATCH));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThat(api.create(Api.CREATE)).isInstanceOfSatisfying(Purchase.Created.class, created -> {
                assertThat(created.batch().id()).isEqualTo("batch_1");
            });
        }
        assertThat(server.takeRequest().getBody().utf8())
                .isEqualTo(
                        "{\"input_file_id\":\"file-1\",\"endpoint\":\"/v1/embeddings\",\"completion_window\":\"24h\","
                                + "\"metadata\":{\"batchferry_job\":\"j\"}}");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 500, 502, 503, 504})
    void inDoubtAndSentOnceWhereTheServerFails(int status) {
        MockResponse failure = new MockResponse.Builder()
                .code(status)
                .addHeader("Retry-After", "0")
                .addHeader("x-should-retry", "true")
                .build();
        assertInDoubtAndSentOnce(failure);
    }

    @Test
    void inDoubtAndSentOnceWhereTheConnectionDropsAfterTheRequest() {
        assertInDoubtAndSentOnce(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
    }

    @Test
    void inDoubtAndSentOnceWhereTheAnswerIsCutOff() {
        assertInDoubtAndSentOnce(new MockResponse.Builder()
                .body(Api.BATCH)
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "[]", "{\"id\":\"\"}", "{\"id\":\"../x\"}", "{\"id\":\"batch_", "<html>ok</html>"})
    void inDoubtAndSentOnceWhereASuccessCannotBeRead(String body) {
        assertInDoubtAndSentOnce(Api.json(200, body));
    }

    @Test
    void inDoubtAndSentOnceWhereARefusalIsCutOff() {
        assertInDoubtAndSentOnce(new MockResponse.Builder()
                .code(400)
                .body("{\"error\":{\"message\":\"no\"}}")
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
    }

    @Test
    void inDoubtWithinItsTimeoutWhereTheServerIsSilent() {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        try (OkHttpBatchApi api = client.of(Api.connection(Api.base(server), Duration.ofMillis(200)))) {
            long start = System.nanoTime();
            assertThat(api.create(Api.CREATE)).isInstanceOf(Purchase.InDoubt.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(api.createTimeout());
        }
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsNotFollowedAndNamesItsTarget(int status) {
        MockResponse redirect = new MockResponse.Builder()
                .code(status)
                .addHeader("Location", elsewhere.url("/v1/batches?sig=abc"))
                .build();
        server.enqueue(redirect);
        server.enqueue(redirect);
        try (OkHttpBatchApi api = client.of(server)) {
            assertThat(api.create(Api.CREATE)).isInstanceOfSatisfying(Purchase.InDoubt.class, doubt -> {
                assertThat(doubt.reason()).contains(":" + elsewhere.getPort()).doesNotContain("abc");
            });
        }
        assertThat(server.getRequestCount()).isEqualTo(1);
        assertThat(elsewhere.getRequestCount()).isZero();
    }

    @Test
    void aPooledConnectionThatTheServerHasClosedIsNotUsed() {
        server.enqueue(new MockResponse.Builder()
                .body("{\"data\":[]}")
                .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
                .build());
        server.enqueue(Api.json(200, Api.BATCH));
        try (OkHttpBatchApi api = client.of(server)) {
            api.list(null, 1);
            assertThat(api.create(Api.CREATE)).isInstanceOf(Purchase.Created.class);
        }
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "400,invalid_value,false",
        "401,invalid_api_key,false",
        "403,forbidden,false",
        "404,not_found,false",
        "413,too_large,false",
        "422,invalid,false",
        "429,rate_limit_exceeded,true",
        "429,insufficient_quota,false",
        "429,billing_hard_limit_reached,false",
        "400,token_limit_exceeded,true"
    })
    void deniedWhereTheServerRefuses(int status, String code, boolean passing) {
        server.enqueue(Api.error(status, code, "because"));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThat(api.create(Api.CREATE)).isInstanceOfSatisfying(Purchase.Denied.class, denied -> {
                assertThat(denied.status()).isEqualTo(status);
                assertThat(denied.code()).isEqualTo(code);
                assertThat(denied.message()).contains("POST", "/v1/batches", "because");
                assertThat(denied.passing()).isEqualTo(passing);
            });
        }
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void aFullQueueIsKnownByItsWords() {
        server.enqueue(Api.error(400, "x", "Enqueued token limit reached for gpt in organization o."));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThat(api.create(Api.CREATE)).isInstanceOfSatisfying(Purchase.Denied.class, denied -> {
                assertThat(denied.code()).isEqualTo("token_limit_exceeded");
                assertThat(denied.passing()).isTrue();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Cannot find file file-1, or organization o does not have access", "File has not been processed"
            })
    void aFileThatIsNotThereYetPasses(String words) {
        server.enqueue(Api.error(400, "invalid_request", words));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThat(api.create(Api.CREATE))
                    .isInstanceOfSatisfying(
                            Purchase.Denied.class,
                            denied -> assertThat(denied.passing()).isTrue());
        }
    }

    @Test
    void aDayToWaitIsHandedOnUncut() {
        server.enqueue(new MockResponse.Builder()
                .code(429)
                .addHeader("Retry-After", "86400")
                .build());
        try (OkHttpBatchApi api = client.of(server)) {
            assertThat(api.create(Api.CREATE))
                    .isInstanceOfSatisfying(
                            Purchase.Denied.class,
                            denied -> assertThat(denied.refusal().retryAfter()).isEqualTo(Duration.ofDays(1)));
        }
    }

    @Test
    void deniedForNowWhereNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertDeniedUnsent(Api.connection("http://127.0.0.1:" + port + "/v1"), true);
    }

    @Test
    void deniedForNowWhereTheHostIsUnknown() {
        assertDeniedUnsent(Api.connection("https://nowhere.invalid/v1"), true);
    }

    @Test
    void deniedForNowWhereTlsFailsBeforeTheRequest() {
        assertDeniedUnsent(
                Api.connection("https://localhost:" + server.getPort() + "/v1", Duration.ofSeconds(2)), true);
    }

    @Test
    void deniedWhereThereIsNoToken() {
        Connection good = Api.connection(Api.base(server));
        Connection bad = new Connection(
                good.provider(),
                good.baseUrl(),
                () -> {
                    throw new UserException("env:OPENAI_API_KEY is not set");
                },
                "bearer",
                null,
                null,
                null,
                Map.of(),
                good.connectTimeout(),
                good.readTimeout(),
                3);
        assertDeniedUnsent(bad, false);
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void anInterruptEndsItInDoubtAndStays() throws Exception {
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
            Purchase purchase = api.create(Api.CREATE);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(purchase).isInstanceOfSatisfying(Purchase.InDoubt.class, doubt -> {
                assertThat(doubt.reason()).contains("interrupted");
            });
        }
        interrupter.join();
    }

    private void assertDeniedUnsent(Connection connection, boolean passing) {
        try (OkHttpBatchApi api = client.of(connection)) {
            assertThat(api.create(Api.CREATE)).isInstanceOfSatisfying(Purchase.Denied.class, denied -> {
                assertThat(denied.status()).isZero();
                assertThat(denied.passing()).isEqualTo(passing);
                assertThat(denied.message()).doesNotContain(Api.TOKEN);
            });
        }
    }

    private void assertInDoubtAndSentOnce(MockResponse response) {
        server.enqueue(response);
        server.enqueue(Api.json(200, Api.BATCH));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThat(api.create(Api.CREATE)).isInstanceOf(Purchase.InDoubt.class);
        }
        assertThat(server.getRequestCount()).isEqualTo(1);
        assertThat(client.waits).isEmpty();
    }
}
