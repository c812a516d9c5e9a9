package io.github.batchferry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.InputFile;
import io.github.batchferry.batch.RemoteFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferTest {
    private static final String FILE =
            "{\"id\":\"file-1\",\"bytes\":5,\"filename\":\"in.jsonl\",\"purpose\":\"batch\"}";

    @StartStop
    final MockWebServer server = new MockWebServer();

    private final Api client = new Api();
    private final ByteArrayOutputStream sink = new ByteArrayOutputStream();

    @Test
    void anUploadSendsThePurposeFirstAndItsExactLength() throws Exception {
        server.enqueue(Api.json(200, FILE));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThat(api.upload(Api.input("lines")))
                    .isEqualTo(new RemoteFile("file-1", 5, 0, 0, "in.jsonl", "batch", null));
        }
        RecordedRequest request = server.takeRequest();
        String body = request.getBody().utf8();
        assertThat(request.getMethod()).isEqualTo("POST");
        assertThat(request.getHeaders().get("Content-Length")).isEqualTo(String.valueOf(body.length()));
        assertThat(request.getHeaders().get("Transfer-Encoding")).isNull();
        assertThat(body.indexOf("name=\"purpose\"")).isPositive().isLessThan(body.indexOf("name=\"file\""));
        assertThat(body).contains("filename=\"in.jsonl\"", "\r\n\r\nlines\r\n");
    }

    @Test
    void anUploadAsksToBeForgottenAfterAMonth() throws Exception {
        server.enqueue(Api.json(200, FILE));
        try (OkHttpBatchApi api = client.of(server)) {
            api.upload(Api.input("lines"));
        }
        String body = server.takeRequest().getBody().utf8();
        assertThat(body)
                .containsSubsequence(
                        "name=\"expires_after[anchor]\"",
                        "created_at",
                        "name=\"expires_after[seconds]\"",
                        "2592000",
                        "name=\"file\"");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1,true",
        "https://eu.api.openai.com/v1,false",
        "http://127.0.0.1:1/v1,true",
        "https://x.openai.azure.com/openai/v1,false",
        "https://api.openai.com.example.com/v1,false"
    })
    void onlyOpenAiIsAskedToForget(String base, boolean asked) {
        assertThat(new Target(Api.connection(base)).expiryNames().isPresent()).isEqualTo(asked);
    }

    @Test
    void eachTryOfAnUploadHasANameOfItsOwn() throws Exception {
        server.enqueue(Api.json(500, ""));
        server.enqueue(Api.json(500, ""));
        server.enqueue(Api.json(200, FILE));
        try (OkHttpBatchApi api = client.of(server)) {
            api.upload(Api.input("lines"));
        }
        for (String name : new String[] {"in.jsonl", "in-2.jsonl", "in-3.jsonl"}) {
            assertThat(server.takeRequest().getBody().utf8()).contains("filename=\"" + name + "\"");
        }
    }

    @Test
    void anImageIsUploadedForThatWithAnEndingOfItsOwn() throws Exception {
        server.enqueue(Api.json(500, ""));
        server.enqueue(Api.json(200, "{\"id\":\"file-1\",\"bytes\":1,\"expires_at\":1800000000}"));
        InputFile image = new InputFile("a.b.png", InputFile.Purpose.VISION, 1, out -> out.write('i'));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThat(api.upload(image).expiresAt()).isEqualTo(1_800_000_000);
        }
        assertThat(server.takeRequest().getBody().utf8())
                .contains("name=\"purpose\"", "\r\n\r\nvision\r\n", "filename=\"a.b.png\"")
                .doesNotContain("jsonl");
        assertThat(server.takeRequest().getBody().utf8()).contains("filename=\"a.b-2.png\"");
    }

    @Test
    void anUploadIsNeverInMemory() {
        server.setBodyLimit(0);
        server.enqueue(Api.json(200, FILE));
        byte[] chunk = new byte[1 << 20];
        long chunks = Runtime.getRuntime().maxMemory() / chunk.length + 100;
        InputFile large = new InputFile("in.jsonl", Math.min(chunks, 1000) * chunk.length, out -> {
            for (long i = 0; i < Math.min(chunks, 1000); i++) {
                out.write(chunk);
            }
        });
        long before = used();
        try (OkHttpBatchApi api = client.of(server)) {
            api.upload(large);
        }
        assertThat(used() - before).isLessThan(100L << 20);
    }

    @Test
    void anUploadThatBreaksIsMadeAgainAsANewFile() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .onRequestBody(new SocketEffect.CloseSocket())
                .build());
        server.enqueue(Api.json(500, ""));
        server.enqueue(Api.json(200, FILE));
        AtomicInteger written = new AtomicInteger();
        byte[] bytes = "lines".getBytes(StandardCharsets.UTF_8);
        InputFile file = new InputFile("in.jsonl", bytes.length, out -> {
            written.incrementAndGet();
            out.write(bytes);
        });
        try (OkHttpBatchApi api = client.of(server)) {
            assertThat(api.upload(file).id()).isEqualTo("file-1");
        }
        assertThat(written).hasValue(3);
        assertThat(client.waits).hasSize(2);
    }

    @Test
    void anInputOfAnotherLengthIsNotUploaded() {
        assertUploadFails(new InputFile("in.jsonl", 9, out -> out.write(new byte[5])), "has 5 bytes, not the 9");
        assertUploadFails(new InputFile("in.jsonl", 3, out -> out.write(new byte[5])), "has more bytes, not the 3");
    }

    @Test
    void anInputThatCannotBeReadIsNotTriedAgain() {
        InputFile unreadable = new InputFile("in.jsonl", 9, out -> {
            throw new IOException("disk on fire");
        });
        assertUploadFails(unreadable, "could not be read: java.io.IOException: disk on fire");
    }

    @Test
    void aDownloadAsksForPlainBytesAndCountsThem() throws Exception {
        server.enqueue(new MockResponse.Builder().body("0123456789").build());
        try (OkHttpBatchApi api = client.of(server)) {
            assertThat(api.download("file-1", sink)).contains(10L);
        }
        assertThat(sink).hasToString("0123456789");
        RecordedRequest request = server.takeRequest();
        assertThat(request.getHeaders().values("Accept-Encoding")).containsExactly("identity");
        assertThat(request.getUrl().encodedPath()).isEqualTo("/v1/files/file-1/content");
    }

    @Test
    void aDownloadIsRepeatedBeforeItsFirstByte() {
        server.enqueue(Api.json(500, ""));
        server.enqueue(new MockResponse.Builder().body("0123456789").build());
        try (OkHttpBatchApi api = client.of(server)) {
            assertThat(api.download("file-1", sink)).contains(10L);
        }
    }

    @Test
    void aDownloadThatEndsShortIsAnErrorAndNotRepeated() {
        server.enqueue(new MockResponse.Builder()
                .body(new Buffer().write(new byte[1 << 20]))
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
        try (OkHttpBatchApi api = client.of(server)) {
            assertThatThrownBy(() -> api.download("file-1", sink))
                    .isInstanceOfSatisfying(
                            ExternalException.class,
                            e -> assertThat(e.retryable()).isTrue())
                    .hasMessageContaining("of 1048576 bytes");
        }
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void aChunkedDownloadThatEndsShortIsAnError() {
        server.enqueue(new MockResponse.Builder()
                .chunkedBody("x".repeat(1 << 20), 1000)
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
        try (OkHttpBatchApi api = client.of(server)) {
            assertThatThrownBy(() -> api.download("file-1", sink)).hasMessageContaining("download ended after");
        }
    }

    @Test
    void aDownloadThatIsGoneIsEmptyAndWritesNothing() {
        server.enqueue(Api.error(404, "", "No such file"));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThat(api.download("file-1", sink)).isEmpty();
        }
        assertThat(sink.size()).isZero();
    }

    @Test
    void aFullDiskIsNotTheServersFault() {
        server.enqueue(new MockResponse.Builder().body("0123456789").build());
        OutputStream full = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        try (OkHttpBatchApi api = client.of(server)) {
            assertThatThrownBy(() -> api.download("file-1", full))
                    .isInstanceOfSatisfying(
                            ExternalException.class,
                            e -> assertThat(e.retryable()).isFalse())
                    .hasMessageContaining("could not be stored: java.io.IOException: No space left");
        }
    }

    @Test
    void aGzipBombIsCutOff() throws IOException {
        Buffer bomb = DownloadTest.zeros(100);
        assertThat(bomb.size()).isLessThan(200_000);
        for (int i = 0; i < 4; i++) {
            server.enqueue(new MockResponse.Builder()
                    .addHeader("Content-Encoding", "gzip")
                    .body(bomb.clone())
                    .build());
        }
        try (OkHttpBatchApi api = client.of(server)) {
            assertThatThrownBy(() -> api.list(null, 1)).hasMessageContaining("longer than 67108864 bytes");
        }
    }

    @Test
    void deepJsonIsAnErrorAndNoCrash() {
        for (int i = 0; i < 4; i++) {
            server.enqueue(Api.json(200, "[".repeat(100_000)));
        }
        try (OkHttpBatchApi api = client.of(server)) {
            assertThatThrownBy(() -> api.list(null, 1)).hasMessageContaining("not readable as JSON");
        }
    }

    @Test
    void aTrickleEndsAfterItsGrace() throws IOException {
        AtomicLong nanos = new AtomicLong();
        Pace pace = new Pace(nanos::get, Duration.ofSeconds(60));
        nanos.set(Duration.ofSeconds(59).toNanos());
        pace.moved(1);
        nanos.set(Duration.ofSeconds(61).toNanos());
        assertThatThrownBy(() -> pace.moved(1)).isInstanceOf(SocketTimeoutException.class);
        pace.moved(4096);
        assertThat(pace.bytes()).isEqualTo(4098);
    }

    private void assertUploadFails(InputFile file, String words) {
        server.enqueue(Api.json(200, FILE));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThatThrownBy(() -> api.upload(file))
                    .isInstanceOfSatisfying(
                            ExternalException.class,
                            e -> assertThat(e.retryable()).isFalse())
                    .hasMessageContaining(words);
        }
        assertThat(client.waits).isEmpty();
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
