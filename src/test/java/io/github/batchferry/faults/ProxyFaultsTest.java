package io.github.batchferry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.CreateBatch;
import io.github.batchferry.batch.Purchase;
import io.github.batchferry.batch.Time;
import io.github.batchferry.http.OkHttpBatchApi;
import java.time.Duration;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProxyFaultsTest {
    @StartStop
    final MockWebServer proxy = new MockWebServer();

    @Test
    @DisplayName("17: a proxy wants a password")
    void aProxyThatWantsAPasswordIsNamedAndSeesNoToken() throws Exception {
        proxy.setDispatcher(Answers.to(request -> new MockResponse.Builder()
                .code(407)
                .addHeader("Proxy-Authenticate", "Basic realm=\"staff only\"")
                .build()));
        try (JvmSettings behindTheProxy = new JvmSettings(
                        Map.of("https.proxyHost", "127.0.0.1", "https.proxyPort", String.valueOf(proxy.getPort())));
                BatchApi api = new OkHttpBatchApi(
                        Voyage.connection("https://api.example.org/v1", Seller.KEY, Duration.ofSeconds(20)),
                        Time.SYSTEM.with(duration -> {}))) {
            assertThatThrownBy(() -> api.list(null, 1))
                    .isInstanceOfSatisfying(
                            ExternalException.class,
                            e -> assertThat(e.retryable()).isFalse())
                    .hasMessageContaining("proxy")
                    .hasMessageContaining("wants a password (407)");
            assertThat(proxy.getRequestCount()).as("no repetition").isEqualTo(1);
            assertThat(api.create(new CreateBatch("file-1", "/v1/embeddings", "24h", Map.of(), null)))
                    .isInstanceOf(Purchase.Denied.class);
        }
        for (int i = 0; i < 2; i++) {
            RecordedRequest request = proxy.takeRequest();
            assertThat(request.getMethod()).isEqualTo("CONNECT");
            assertThat(request.getHeaders().toString()).doesNotContain(Seller.KEY);
        }
    }
}
