package io.github.batchferry.faults;

import static io.github.batchferry.ledger.BatchState.Phase.UPLOADED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.Connection;
import io.github.batchferry.emulator.EmulatorControl;
import io.github.batchferry.provider.BaseUrl;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole jobs over a network that fails: each request is paid once and comes home. */
@Timeout(60)
class NetworkFaultsTest {
    @TempDir
    Path directory;

    @StartStop
    final MockWebServer server = new MockWebServer();

    private Voyage voyage;

    @BeforeEach
    void start() {
        voyage = new Voyage(directory);
    }

    @AfterEach
    void stop() {
        voyage.close();
    }

    @Test
    @DisplayName("1: the connection is reset during an upload")
    void anUploadThatIsResetGoesUpAgainAndIsBoughtOnce() {
        String megabyte = "x".repeat(1 << 20);
        voyage.sealed(List.of(List.of(megabyte, megabyte, megabyte, megabyte)));
        voyage.wire.resetAfter(2 << 20);
        voyage.advance(voyage.api());
        assertThat(voyage.waits).as("one repetition").hasSize(1);
        voyage.arrive();
        assertThat(voyage.seller.batchesAccepted()).isEqualTo(1);
        assertThat(voyage.seller.requestsPaid()).isEqualTo(4);
        assertThat(voyage.counts(1).succeeded()).isEqualTo(4);
    }

    @Test
    @DisplayName("3: a purchase times out here and succeeds there later")
    void aPurchaseThatSucceedsAfterItsTimeoutIsAdoptedAndNotRepeated() {
        voyage.sealed(3);
        voyage.seller.fault("{\"requests\":[{\"method\":\"POST\",\"path\":\"/v1/batches\",\"delayMillis\":1500}]}");
        voyage.meanwhile(() -> EmulatorControl.await(() -> voyage.seller.batchesAccepted() == 1));
        voyage.advance(
                voyage.api(Voyage.connection(voyage.url(), Seller.KEY, Duration.ofMillis(200)), Clock.systemUTC()));
        assertThat(voyage.batch(1).batchId()).isNotNull();
        assertThat(voyage.said()).contains("in time", "created after all");
        voyage.arrive();
        assertThat(voyage.seller.calls("POST /v1/batches")).isEqualTo(1);
        assertThat(voyage.seller.requestsPaid()).isEqualTo(3);
    }

    @Test
    @DisplayName("4: nobody listens when a purchase is made")
    void aPurchaseThatReachesNobodyIsMadeAtTheNextChanceWithoutDoubt() {
        voyage.sealed(3);
        voyage.advance(new Before(voyage.api(), voyage.wire::down));
        assertThat(voyage.batch(1).phase()).as("surely not sent").isEqualTo(UPLOADED);
        assertThat(voyage.said())
                .contains("no connection to", "sent again later")
                .doesNotContain("doubt");
        voyage.wire.up();
        voyage.advance(voyage.api());
        voyage.arrive();
        assertThat(voyage.seller.batchesAccepted()).isEqualTo(1);
        assertThat(voyage.seller.requestsPaid()).isEqualTo(3);
    }

    @Test
    @DisplayName("9: a burst of 503 on reads")
    void anOutageEmptiesOneBudgetAndThenCallsFailAtOnceWithCounts() {
        server.setDispatcher(Answers.always(503, ""));
        BatchApi api = voyage.api(
                Voyage.connection(server.url("/v1").toString(), Seller.KEY, Duration.ofSeconds(20)), Clock.systemUTC());
        for (int call = 0; call < 34; call++) {
            assertThatThrownBy(() -> api.list(null, 1)).isInstanceOf(ExternalException.class);
        }
        int before = server.getRequestCount();
        assertThatThrownBy(() -> api.list(null, 1))
                .isInstanceOfSatisfying(
                        ExternalException.class, e -> assertThat(e.retryable()).isTrue())
                .hasMessageContaining("HTTP 503")
                .hasMessageContaining("100 repetitions for 0 successes");
        assertThat(server.getRequestCount() - before).isEqualTo(1);
        server.setDispatcher(Answers.always(200, "{\"data\":[]}"));
        assertThat(api.list(null, 1).batches()).isEmpty();
    }

    @Test
    @DisplayName("11: a purchase is answered with half a JSON object")
    void aPurchaseWhoseAnswerIsCutIsAdoptedAndNotRepeated() {
        voyage.sealed(3);
        voyage.seller.fault("{\"requests\":[{\"method\":\"POST\",\"path\":\"/v1/batches\",\"truncate\":40}]}");
        voyage.advance(voyage.api());
        assertThat(voyage.batch(1).batchId()).isNotNull();
        voyage.arrive();
        assertThat(voyage.seller.calls("POST /v1/batches")).isEqualTo(1);
        assertThat(voyage.seller.requestsPaid()).isEqualTo(3);
    }

    @Test
    @DisplayName("14: packets vanish without a reset")
    void aPurchaseThatVanishesEndsInTimeAndIsHeldInsteadOfRepeated() {
        voyage.sealed(3);
        BatchApi impatient =
                voyage.api(Voyage.connection(voyage.url(), Seller.KEY, Duration.ofMillis(200)), Clock.systemUTC());
        assertThatThrownBy(() -> voyage.advance(new Before(impatient, voyage.wire::swallow)))
                .hasMessageContaining("in time");
        voyage.wire.swallowNoMore();
        voyage.advance(voyage.api());
        assertThat(voyage.batch(1).doubt()).contains("lists no batch");
        assertThat(voyage.seller.batchesAccepted()).isZero();
    }

    @Test
    @DisplayName("14: packets vanish before there is a connection")
    void aConnectionThatNobodyAnswersEndsInTime() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket first = new Socket(InetAddress.getLoopbackAddress(), full.getLocalPort());
                Socket second = new Socket(InetAddress.getLoopbackAddress(), full.getLocalPort())) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            Connection nowhere = new Connection(
                    Provider.OPENAI_COMPATIBLE,
                    BaseUrl.of("http://127.0.0.1:" + full.getLocalPort() + "/v1"),
                    () -> new Secret(Seller.KEY),
                    "bearer",
                    null,
                    null,
                    null,
                    Map.of(),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(60),
                    0);
            assertThatThrownBy(() -> voyage.api(nowhere, Clock.systemUTC()).list(null, 1))
                    .isInstanceOfSatisfying(
                            ExternalException.class,
                            e -> assertThat(e.retryable()).isTrue())
                    .hasMessageContaining("connectTimeout");
        }
    }
}
