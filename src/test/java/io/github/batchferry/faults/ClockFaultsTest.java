package io.github.batchferry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.batch.BatchApi;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ClockFaultsTest {
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
    @DisplayName("19: the clocks of two drivers are days apart")
    void driversWhoseClocksAreDaysApartBuyOnceAndFindEachOthersPurchases() {
        Clock slow = Clock.offset(Clock.systemUTC(), Duration.ofDays(-1));
        Clock fast = Clock.offset(Clock.systemUTC(), Duration.ofDays(1));
        voyage.sealed(3, 2);
        voyage.seller.fault("{\"requests\":[{\"method\":\"POST\",\"path\":\"/v1/batches\",\"drop\":\"after\"}]}");
        voyage.meanwhile(() -> {
            throw new IllegalStateException("the driver dies while it looks");
        });
        assertThatThrownBy(() -> voyage.advance(api(slow), slow)).hasMessageContaining("dies");
        voyage.meanwhile(() -> {});
        voyage.advance(api(fast), fast);
        assertThat(voyage.said()).contains("created after all");
        voyage.seller.awaitEnds();
        voyage.advance(api(slow), slow);
        assertThat(voyage.seller.batchesAccepted()).isEqualTo(2);
        assertThat(voyage.seller.mostOfOne()).isEqualTo(1);
        assertThat(voyage.counts(1).succeeded() + voyage.counts(2).succeeded()).isEqualTo(5);
    }

    @Test
    @DisplayName("19: a refusal was recorded by a clock that is a day ahead")
    void nobodyWaitsADayBecauseAnotherClockIsADayAhead() {
        Clock fast = Clock.offset(Clock.systemUTC(), Duration.ofDays(1));
        voyage.sealed(3);
        voyage.seller.fault("{\"requests\":[{\"method\":\"POST\",\"path\":\"/v1/batches\",\"status\":429}]}");
        voyage.advance(api(fast), fast);
        assertThat(voyage.seller.batchesAccepted()).isZero();
        voyage.advance(voyage.api());
        assertThat(voyage.seller.batchesAccepted()).isEqualTo(1);
    }

    private BatchApi api(Clock clock) {
        return voyage.api(Voyage.connection(voyage.url(), Seller.KEY, Duration.ofSeconds(20)), clock);
    }
}
