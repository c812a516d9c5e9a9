package io.github.batchferry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.Test;

class DownloadTest {
    @StartStop
    final MockWebServer server = new MockWebServer();

    private final Api client = new Api();
    private final ByteArrayOutputStream sink = new ByteArrayOutputStream();

    @Test
    void aDownloadThatComesCompressedIsUnpacked() throws IOException {
        Buffer twice = new Buffer();
        twice.writeAll(zeros(1));
        twice.writeAll(zeros(2));
        server.enqueue(gzip(twice));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThat(api.download("file-1", sink)).contains(3L << 20);
        }
        assertThat(sink.size()).isEqualTo(3 << 20);
    }

    @Test
    void nothingCompressedIsAnEmptyFile() {
        server.enqueue(gzip(new Buffer()));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThat(api.download("file-1", sink)).contains(0L);
        }
    }

    @Test
    void aCompressedDownloadThatIsCutEndsShort() throws IOException {
        Buffer whole = zeros(10);
        Buffer cut = new Buffer();
        cut.write(whole, whole.size() - 20);
        server.enqueue(gzip(cut));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThatThrownBy(() -> api.download("file-1", sink))
                    .isInstanceOfSatisfying(
                            ExternalException.class,
                            e -> assertThat(e.retryable()).isTrue())
                    .hasMessageContaining("ended short");
        }
    }

    @Test
    void aCompressedDownloadThatHardlyBeganIsRepeated() throws IOException {
        Buffer cut = new Buffer();
        cut.write(zeros(1), 5);
        server.enqueue(gzip(cut));
        server.enqueue(gzip(zeros(1)));
        try (OkHttpBatchApi api = client.of(server)) {
            assertThat(api.download("file-1", sink)).contains(1L << 20);
        }
    }

    @Test
    void aCompressionThatNobodyKnowsIsNamed() {
        server.enqueue(new MockResponse.Builder()
                .addHeader("Content-Encoding", "br")
                .body("x")
                .build());
        try (OkHttpBatchApi api = client.of(server)) {
            assertThatThrownBy(() -> api.download("file-1", sink)).hasMessageContaining("compressed the file as br");
        }
    }

    @Test
    void aPageInPlaceOfAFileIsNotStored() {
        MockResponse page = new MockResponse.Builder()
                .addHeader("Content-Type", "text/html; charset=utf-8")
                .body("\n<html>Back soon</html>")
                .build();
        server.enqueue(page);
        server.enqueue(new MockResponse.Builder()
                .addHeader("Content-Type", "text/html")
                .body("{\"a\":1}")
                .build());
        try (OkHttpBatchApi api = client.of(server)) {
            assertThat(api.download("file-1", sink)).contains(7L);
        }
        assertThat(sink).hasToString("{\"a\":1}");
    }

    @Test
    void aVideoIsFetchedAsAFileIsAndBeginsNotAgainWhereItBroke() throws InterruptedException {
        server.enqueue(new MockResponse.Builder().body("moving").build());
        server.enqueue(new MockResponse.Builder().code(404).build());
        server.enqueue(new MockResponse.Builder()
                .body("moving")
                .setHeader("Content-Length", "10")
                .onResponseEnd(new SocketEffect.CloseSocket())
                .build());
        try (OkHttpBatchApi api = client.of(server)) {
            assertThat(api.video("video_1", sink)).contains(6L);
            assertThat(sink).hasToString("moving");
            assertThat(server.takeRequest().getUrl().encodedPath()).endsWith("/videos/video_1/content");
            assertThat(api.video("video_1", sink)).isEmpty();
            assertThatThrownBy(() -> api.video("video_1", sink))
                    .isInstanceOfSatisfying(
                            ExternalException.class,
                            e -> assertThat(e.retryable()).isTrue())
                    .hasMessageContaining("6 of 10 bytes");
            assertThat(server.getRequestCount()).isEqualTo(3);
        }
    }

    private static MockResponse gzip(Buffer body) {
        return new MockResponse.Builder()
                .addHeader("Content-Encoding", "gzip")
                .body(body)
                .build();
    }

    static Buffer zeros(int megabytes) throws IOException {
        Buffer gzip = new Buffer();
        try (var sink = Okio.buffer(new GzipSink(gzip))) {
            for (int i = 0; i < megabytes; i++) {
                sink.write(" ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8));
            }
        }
        return gzip;
    }
}
