package io.github.batchferry.faults;

import static io.github.batchferry.ledger.BatchState.Phase.CREATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.Connection;
import io.github.batchferry.batch.Time;
import io.github.batchferry.connect.JobSession;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.option.OptionSet;
import io.github.batchferry.option.Scope;
import io.github.batchferry.provider.BaseUrl;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.secret.Secret;
import io.github.batchferry.secret.TokenSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AuthFaultsTest {
    private static final String REVOKED = "sk-revoked-0123456789";

    @TempDir
    Path directory;

    private Voyage voyage;
    private final AtomicReference<String> key = new AtomicReference<>(Seller.KEY);

    @BeforeEach
    void start() {
        voyage = new Voyage(directory);
    }

    @AfterEach
    void stop() {
        voyage.close();
    }

    @Test
    @DisplayName("21: a key is revoked between two purchases")
    void aKeyThatIsRevokedStopsTheJobWhichGoesOnWithANewOne() {
        voyage.sealed(3, 2);
        BatchApi api = api();
        Before second = new Before(api, () -> {
            if (voyage.seller.batchesAccepted() == 1) {
                key.set(REVOKED);
            }
        });
        assertStopped(() -> voyage.advance(second), 401, "apiToken");
        assertThat(voyage.batch(1).batchId()).isNotNull();
        assertStopped(() -> voyage.advance(api), 401, "apiTokenRef");
        key.set(Seller.RENEWED_KEY);
        voyage.later();
        voyage.advance(api);
        voyage.arrive();
        assertThat(voyage.seller.requestsPaid()).isEqualTo(5);
        assertThat(voyage.seller.mostOfOne()).isEqualTo(1);
    }

    @Test
    @DisplayName("21: the key is gone between an upload and its purchase")
    void aKeyThatIsGoneAtTheMomentOfPurchaseFailsNoRow() {
        voyage.sealed(3);
        assertThatThrownBy(() -> voyage.advance(new Before(api(), () -> key.set(""))))
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("nothing was bought")
                .hasMessageContaining("Mend that, then run again");
        key.set(Seller.RENEWED_KEY);
        voyage.waits.clear();
        voyage.advance(api());
        assertThat(voyage.waits).as("nothing to look for").isEmpty();
        voyage.arrive();
        assertThat(voyage.seller.requestsPaid()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    @DisplayName("21: a key is refused while one waits")
    void aKeyThatIsRefusedWhileOneWaitsLosesNothing(int status) {
        voyage.sealed(3);
        BatchApi api = api();
        voyage.advance(api);
        voyage.seller.fault("{\"requests\":[{\"path\":\"/v1/batches.*\",\"status\":" + status + "}]}");
        assertStopped(() -> voyage.advance(api), status, "token");
        assertThat(voyage.batch(1).phase()).isEqualTo(CREATED);
        voyage.arrive();
        assertThat(voyage.seller.requestsPaid()).isEqualTo(3);
        assertThat(voyage.counts(1).succeeded()).isEqualTo(3);
    }

    @Test
    @DisplayName("23: a token expires while one waits")
    void aTokenThatIsRenewedInItsFileIsTakenUpByTheSameDriver() throws IOException {
        Path token = Files.createFile(
                directory.resolve("token"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(token, Seller.KEY);
        new Cargo(voyage.store).seal(voyage.url(), "file:" + token, List.of(List.of("a", "b")));
        Job job = Job.open(voyage.store, Clock.systemUTC());
        OptionSet options = OptionSet.parse(Map.of(), Map.of(), Map.of(), Scope.READ);
        Time time = Time.SYSTEM.with(duration -> {});
        try (JobSession driver = JobSession.open(job, options, TokenSources.of(Map.of()), voyage.said::add, time)) {
            driver.advance();
            voyage.seller.awaitEnds();
            Files.writeString(token, REVOKED);
            assertStopped(driver::advance, 401, "apiTokenRef");
            Files.writeString(token, Seller.RENEWED_KEY + "\n");
            assertThat(driver.advance().mayMove()).isFalse();
        }
        assertThat(voyage.counts(1).succeeded()).isEqualTo(2);
        assertThat(voyage.seller.requestsPaid()).isEqualTo(2);
    }

    private BatchApi api() {
        Connection connection = new Connection(
                Provider.OPENAI_COMPATIBLE,
                BaseUrl.of(voyage.url()),
                () -> new Secret(key.get()),
                "bearer",
                null,
                null,
                null,
                Map.of(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                3);
        return voyage.api(connection, Clock.systemUTC());
    }

    private static void assertStopped(Runnable advance, int status, String advice) {
        assertThatThrownBy(advance::run)
                .isInstanceOfSatisfying(ExternalException.class, e -> {
                    assertThat(e.status()).isEqualTo(status);
                    assertThat(e.retryable()).isFalse();
                })
                .hasMessageContaining(advice)
                .hasMessageNotContaining(REVOKED);
    }
}
