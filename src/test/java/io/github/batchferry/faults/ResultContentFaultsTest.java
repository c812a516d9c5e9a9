package io.github.batchferry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ResultContentFaultsTest {
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

    @Test
    @DisplayName("30: the server counts more than its files hold")
    void countsThatDifferFromTheLinesAreToldWithBothNumbersAndBuyNothing() {
        voyage.seller.fault("""
                {"lines":[{"line":2,"missing":"unpaid"}],
                 "batches":[{"counts":{"total":3,"completed":2,"failed":1}}]}""");
        voyage.sealed(3);
        voyage.advance(voyage.api());
        voyage.arrive();
        assertThat(voyage.said())
                .contains("its files have lines for 2 requests", "counts 2 completed and 1 failed of 3");
        assertThat(voyage.seller.batchesAccepted()).isEqualTo(1);
    }

    @Test
    @DisplayName("31: completed, with an error file only and an empty id for the other")
    void anErrorFileAloneFailsEveryRowAndNothingIsAskedForByAnEmptyName() {
        voyage.seller.fault("""
                {"lines":[{"every":1,"status":400,"code":"context_length_exceeded","message":"too long"}],
                 "batches":[{"absentIds":"empty"}]}""");
        voyage.sealed(3);
        voyage.advance(voyage.api());
        voyage.arrive();
        assertThat(voyage.seller.batches().get(0).path("output_file_id").textValue())
                .isEmpty();
        assertThat(voyage.counts(1).failed()).isEqualTo(3);
        assertThat(voyage.counts(1).missing()).isZero();
        assertThat(voyage.said()).doesNotContain("could not be fetched");
    }

    @Test
    @DisplayName("33: an output file is deleted after it was fetched")
    void whatWasFetchedOnceStaysThoughTheProviderForgetsIt() throws IOException {
        voyage.sealed(3);
        voyage.advance(voyage.api());
        voyage.arrive();
        byte[] before = output();
        String file = voyage.seller.batches().get(0).path("output_file_id").asText();
        assertThat(voyage.seller
                        .send("DELETE", "/v1/files/" + file, "")
                        .path("deleted")
                        .asBoolean())
                .isTrue();
        assertThat(voyage.advance(voyage.api()).mayMove()).isFalse();
        assertThat(output()).isEqualTo(before).isNotEmpty();
        assertThat(voyage.counts(1).succeeded()).isEqualTo(3);
    }

    @Test
    @DisplayName("34: an answer of 21 million characters")
    void aVeryLongAnswerComesHomeBesideTheOthers() {
        voyage.seller.fault("{\"lines\":[{\"line\":2,\"outputChars\":21000000}]}");
        voyage.sealed(3);
        voyage.advance(voyage.api());
        voyage.arrive();
        assertThat(voyage.counts(1).succeeded()).isEqualTo(3);
        assertThat(Objects.requireNonNull(voyage.batch(1).collected()).output().bytes())
                .isGreaterThan(21_000_000);
    }

    private byte[] output() throws IOException {
        try (InputStream in = voyage.store.open(
                Objects.requireNonNull(voyage.batch(1).collected()).output().path())) {
            return in.readAllBytes();
        }
    }
}
