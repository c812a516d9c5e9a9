package io.github.batchferry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.Connection;
import io.github.batchferry.batch.CreateBatch;
import io.github.batchferry.batch.InputFile;
import io.github.batchferry.batch.Purchase;
import io.github.batchferry.batch.Time;
import io.github.batchferry.http.OkHttpBatchApi;
import io.github.batchferry.provider.BaseUrl;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** 13: each piece comes in time, the whole never would. Every call ends all the same. */
@Timeout(60)
class SlowServerTest {
    private static final String LONG = "x".repeat(100_000);

    private HostileServer server;
    private BatchApi api;

    @BeforeEach
    void connect() {
        server = new HostileServer();
        api = open(server.url());
    }

    @AfterEach
    void close() {
        api.close();
        server.close();
    }

    @Test
    @DisplayName("13: a list that trickles")
    void anAnswerThatTricklesIsGivenUp() {
        trickle(200, "{\"data\":\"" + LONG + "\"}");
        assertGivenUp(() -> api.list(null, 1));
    }

    @Test
    @DisplayName("13: a refusal that trickles")
    void aRefusalThatTricklesDoesNotHoldATransfer() {
        trickle(500, LONG);
        assertGivenUp(() -> api.download("file-1", new ByteArrayOutputStream()));
        assertGivenUp(() -> api.upload(input(5)));
    }

    @Test
    @DisplayName("13: an answer to an upload that trickles")
    void theAnswerToAnUploadMayNotTrickle() {
        trickle(200, "{\"id\":\"" + LONG + "\"}");
        assertGivenUp(() -> api.upload(input(5)));
    }

    @Test
    @DisplayName("13: a download that trickles")
    void aDownloadThatTricklesIsGivenUpAndSaysHowFarItCame() {
        trickle(200, LONG);
        assertThatThrownBy(() -> api.download("file-1", new ByteArrayOutputStream()))
                .isInstanceOfSatisfying(
                        ExternalException.class, e -> assertThat(e.retryable()).isTrue())
                .hasMessageContaining("of unknown bytes")
                .hasMessageContaining("slower than 1024 bytes a second");
    }

    @Test
    @DisplayName("13: a purchase whose answer trickles")
    void aPurchaseWhoseAnswerTricklesIsInDoubt() {
        trickle(200, "{\"id\":\"batch_1\",\"x\":\"" + LONG + "\"}");
        assertThat(api.create(new CreateBatch("file-1", "/v1/embeddings", "24h", Map.of(), null)))
                .isInstanceOf(Purchase.InDoubt.class);
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    @DisplayName("14: a server that takes no byte of an upload")
    void anUploadThatNobodyReadsIsGivenUp() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                BatchApi upload = open("http://127.0.0.1:" + deaf.getLocalPort() + "/v1")) {
            assertGivenUp(() -> upload.upload(input(64 << 20)));
        }
    }

    private void trickle(int status, String body) {
        server.answer(status, sink -> sink.trickle(body));
    }

    private static void assertGivenUp(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ExternalException.class, e -> assertThat(e.retryable()).isTrue())
                .hasMessageContaining("in time");
    }

    private static BatchApi open(String url) {
        Connection impatient = new Connection(
                Provider.OPENAI_COMPATIBLE,
                BaseUrl.of(url),
                () -> new Secret(Seller.KEY),
                "bearer",
                null,
                null,
                null,
                Map.of(),
                Duration.ofSeconds(10),
                Duration.ofMillis(300),
                0);
        return new OkHttpBatchApi(impatient, Time.SYSTEM.with(duration -> {}));
    }

    private static InputFile input(int bytes) {
        return new InputFile("in.jsonl", bytes, sink -> {
            byte[] chunk = new byte[1 << 16];
            for (int left = bytes; left > 0; left -= chunk.length) {
                sink.write(chunk, 0, Math.min(left, chunk.length));
            }
        });
    }
}
