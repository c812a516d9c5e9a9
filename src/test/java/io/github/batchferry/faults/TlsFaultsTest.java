package io.github.batchferry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.CreateBatch;
import io.github.batchferry.batch.Purchase;
import io.github.batchferry.batch.Time;
import io.github.batchferry.http.OkHttpBatchApi;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** 15: only a server that is who it should be gets a token and prompts. */
@Timeout(60)
class TlsFaultsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path directory;

    @StartStop
    final MockWebServer server = new MockWebServer();

    private final HeldCertificate authority = new HeldCertificate.Builder()
            .certificateAuthority(0)
            .commonName("Our Authority")
            .build();

    @BeforeEach
    void answer() {
        server.setDispatcher(Answers.always(200, "{\"data\":[]}"));
    }

    @Test
    @DisplayName("15: a trust store with the right authority")
    void anAuthorityInTheTrustStoreOfTheJvmIsTrusted() {
        serveAs(certificate().addSubjectAlternativeName("localhost"));
        try (JvmSettings trusting = trusting();
                BatchApi api = api()) {
            assertThat(api.list(null, 1).batches()).isEmpty();
        }
    }

    @Test
    @DisplayName("15: a certificate of an unknown authority")
    void anUnknownAuthorityIsRefusedWithThePlaceToAddIt() {
        serveAs(certificate().addSubjectAlternativeName("localhost"));
        try (BatchApi api = api()) {
            assertRefused(api, "javax.net.ssl.trustStore");
        }
    }

    @Test
    @DisplayName("15: a certificate of another host")
    void aCertificateOfAnotherHostIsRefused() {
        serveAs(certificate().addSubjectAlternativeName("api.example.org"));
        try (JvmSettings trusting = trusting();
                BatchApi api = api()) {
            assertRefused(api, "names another host");
        }
    }

    @Test
    @DisplayName("15: an expired certificate")
    void anExpiredCertificateIsRefused() {
        long now = Instant.now().toEpochMilli();
        serveAs(certificate()
                .addSubjectAlternativeName("localhost")
                .validityInterval(
                        now - Duration.ofDays(9).toMillis(),
                        now - Duration.ofDays(2).toMillis()));
        try (JvmSettings trusting = trusting();
                BatchApi api = api()) {
            assertRefused(api, "is not trusted");
        }
    }

    private void assertRefused(BatchApi api, String words) {
        assertThatThrownBy(() -> api.list(null, 1))
                .isInstanceOfSatisfying(
                        ExternalException.class, e -> assertThat(e.retryable()).isFalse())
                .hasMessageContaining("the certificate of localhost:" + server.getPort())
                .hasMessageContaining(words);
        Purchase purchase = api.create(new CreateBatch("file-1", "/v1/embeddings", "24h", Map.of(), null));
        assertThat(purchase)
                .isInstanceOfSatisfying(
                        Purchase.Denied.class,
                        denied -> assertThat(denied.passing()).isFalse());
        assertThat(server.getRequestCount())
                .as("neither token nor prompts leave")
                .isZero();
    }

    private BatchApi api() {
        return new OkHttpBatchApi(
                Voyage.connection("https://localhost:" + server.getPort() + "/v1", Seller.KEY, Duration.ofSeconds(20)),
                Time.SYSTEM.with(duration -> {}));
    }

    private HeldCertificate.Builder certificate() {
        return new HeldCertificate.Builder().signedBy(authority);
    }

    private void serveAs(HeldCertificate.Builder certificate) {
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate.build())
                .build()
                .sslSocketFactory());
    }

    private JvmSettings trusting() {
        Path file = directory.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("ours", authority.certificate());
            store.store(out, PASSWORD.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return new JvmSettings(
                Map.of("javax.net.ssl.trustStore", file.toString(), "javax.net.ssl.trustStorePassword", PASSWORD));
    }
}
