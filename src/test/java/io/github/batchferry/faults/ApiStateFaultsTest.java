package io.github.batchferry.faults;

import static io.github.batchferry.ledger.BatchState.Phase.CREATED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.emulator.EmulatorControl;
import io.github.batchferry.job.AdvanceResult;
import io.github.batchferry.job.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ApiStateFaultsTest {
    private static final String LOST_ANSWER =
            "\"requests\":[{\"method\":\"POST\",\"path\":\"/v1/batches\",\"drop\":\"after\"}]";

    @TempDir
    Path directory;

    private Voyage voyage;

    @BeforeEach
    void start() {
        voyage = new Voyage(directory);
    }

    @AfterEach
    void stop() {
        voyage.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"validating", "finalizing"})
    @DisplayName("39: a day in validating or finalizing")
    void aBatchThatStaysIsShownAndNeverCancelledOrBoughtAgain(String status) {
        voyage.seller.fault("{\"batches\":[{\"stay\":{\"status\":\"" + status + "\"}}]}");
        voyage.sealed(3);
        Voyage.Seen seen = voyage.await(voyage.api(), Duration.ofHours(1), Duration.ofHours(26));
        assertThat(seen.end()).isEqualTo(Await.End.TIMED_OUT);
        assertThat(seen.last().batches().get(0).status()).isEqualTo(status);
        assertThat(voyage.seller.calls("POST /v1/batches/{id}/cancel")).isZero();
        voyage.seller.release();
        voyage.arrive();
        assertThat(voyage.seller.batchesAccepted()).isEqualTo(1);
        assertThat(voyage.counts(1).succeeded()).isEqualTo(3);
    }

    @Test
    @DisplayName("40: the list does not show a batch yet")
    void aBatchThatTheListShowsLateIsAdopted() {
        voyage.seller.fault("{" + LOST_ANSWER + ",\"batches\":[{\"hide\":{\"list\":3,\"get\":0}}]}");
        voyage.sealed(3);
        voyage.advance(voyage.api());
        assertThat(voyage.batch(1).batchId()).isNotNull();
        voyage.arrive();
        assertThat(voyage.seller.batchesAccepted()).isEqualTo(1);
        assertThat(voyage.seller.requestsPaid()).isEqualTo(3);
    }

    @Test
    @DisplayName("41: 404 for a batch that was created")
    void aBatchThatIsSaidNotToExistStaysOpenUntilItIsSeen() {
        voyage.seller.fault("{\"batches\":[{\"hide\":{\"list\":100,\"get\":3}}]}");
        voyage.sealed(3);
        voyage.advance(voyage.api());
        voyage.seller.noFaults();
        for (int poll = 0; poll < 3; poll++) {
            assertThat(voyage.advance(voyage.api()).mayMove()).isTrue();
            assertThat(voyage.batch(1).phase()).isEqualTo(CREATED);
        }
        assertThat(voyage.said()).contains("the server shows no batch");
        while (voyage.advance(voyage.api()).mayMove()) {
            voyage.seller.calls("");
        }
        assertThat(voyage.seller.batchesAccepted()).isEqualTo(1);
        assertThat(voyage.counts(1).succeeded()).isEqualTo(3);
    }

    @Test
    @DisplayName("43: a status that nobody knows")
    void anUnknownStatusIsShownAsItIsAndNotTakenForAnEnd() {
        voyage.seller.fault("{\"batches\":[{\"stay\":{\"status\":\"in_progress\",\"as\":\"pondering\"}}]}");
        voyage.sealed(3);
        voyage.advance(voyage.api());
        EmulatorControl.await(() -> status(voyage.seller.batches().get(0)).equals("pondering"));
        AdvanceResult advanced = voyage.advance(voyage.api());
        assertThat(advanced.mayMove()).isTrue();
        assertThat(advanced.batches().get(0).status()).isEqualTo("pondering");
        voyage.seller.release();
        voyage.arrive();
        assertThat(voyage.seller.batchesAccepted()).isEqualTo(1);
        assertThat(voyage.counts(1).succeeded()).isEqualTo(3);
    }

    @Test
    @DisplayName("44: 10,000 foreign batches in the list")
    void aPurchaseIsFoundBehindTenThousandForeignBatches() {
        voyage.sealed(3);
        voyage.seller.fault("{" + LOST_ANSWER + "}");
        try (Crowd crowd = new Crowd(voyage.wire.port(), 10_000)) {
            voyage.advance(voyage.apiBy(crowd.url()));
            assertThat(crowd.pages()).isBetween(101, 110);
        }
        assertThat(voyage.batch(1).batchId()).isNotNull();
        voyage.arrive();
        assertThat(voyage.seller.batchesAccepted()).isEqualTo(1);
    }

    @Test
    @DisplayName("44: a cursor that repeats")
    void aListThatRepeatsItselfEndsAndDecidesNothing() {
        voyage.sealed(3);
        voyage.seller.fault("{" + LOST_ANSWER + "}");
        try (Crowd crowd = Crowd.thatRepeatsItself(voyage.wire.port())) {
            voyage.advance(voyage.apiBy(crowd.url()));
            assertThat(voyage.batch(1).doubt()).contains("lists no batch");
        }
        voyage.advance(voyage.api());
        voyage.arrive();
        assertThat(voyage.seller.batchesAccepted()).isEqualTo(1);
    }

    @Test
    @DisplayName("44: a cursor that repeats, where doubts are to be fenced")
    void aListThatRepeatsItselfProvesNothingToAFence() {
        new Cargo(voyage.store, "fence").seal(voyage.url(), "env:KEY", List.of(List.of("a", "b", "c")));
        voyage.seller.fault("{" + LOST_ANSWER + "}");
        try (Crowd crowd = Crowd.thatRepeatsItself(voyage.wire.port())) {
            voyage.advance(voyage.apiBy(crowd.url()));
            assertThat(voyage.batch(1).doubt()).contains("cannot be read to its end");
        }
        voyage.advance(voyage.api());
        voyage.arrive();
        assertThat(voyage.seller.batchesAccepted()).isEqualTo(1);
        assertThat(voyage.seller.requestsPaid()).isEqualTo(3);
    }

    @Test
    @DisplayName("a result file whose id climbs out of its place")
    void anIdThatClimbsIsNeverAskedForAndHoldsUpNoOtherBatch() {
        voyage.sealed(3);
        voyage.advance(voyage.api());
        voyage.seller.awaitEnds();
        try (Front liar = new Front(voyage.wire.port()) {
            @Override
            String told(String answer) {
                return answer.replaceAll("\"output_file_id\":\"[^\"]*\"", "\"output_file_id\":\"../batches\"");
            }
        }) {
            BatchApi api = voyage.apiBy(liar.url());
            voyage.advance(api);
            assertThat(voyage.said()).contains("'../batches' is not an id");
            assertThat(liar.requests()).as("the list and the batch alone").isEqualTo(2);
        }
        assertThat(voyage.batch(1).phase()).isEqualTo(CREATED);
        voyage.arrive();
        assertThat(voyage.counts(1).succeeded()).isEqualTo(3);
        assertThat(voyage.seller.batchesAccepted()).isEqualTo(1);
    }

    private static String status(JsonNode batch) {
        return batch.path("status").asText();
    }
}
