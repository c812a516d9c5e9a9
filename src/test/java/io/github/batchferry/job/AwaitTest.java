package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.BatchPage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwaitTest {
    private static final String STAY = "{\"batches\":[{\"stay\":{\"status\":\"in_progress\"}}]}";

    @TempDir
    Path directory;

    private Bench bench;
    private final List<AdvanceResult> seen = new ArrayList<>();

    @BeforeEach
    void start() {
        bench = new Bench(directory);
        bench.sealed(3);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void waitingEndsWhenAllHasEnded() {
        bench.time.meanwhile(bench.provider::awaitEnds);
        assertThat(await(bench.api, Duration.ofHours(1))).isEqualTo(Await.End.ENDED);
        assertThat(seen).extracting(AdvanceResult::mayMove).startsWith(true).endsWith(false);
        bench.assertPaidOnce(3);
    }

    @Test
    void theFirstPollsComeSoonerThanTheInterval() {
        bench.provider.fault(STAY);
        assertThat(await(bench.api, Duration.ofMinutes(2))).isEqualTo(Await.End.TIMED_OUT);
        assertThat(bench.time.waits.subList(0, 4))
                .containsExactly(
                        Duration.ofMillis(200),
                        Duration.ofMillis(400),
                        Duration.ofMillis(800),
                        Duration.ofMillis(1600));
        assertThat(bench.time.waits).contains(Duration.ofSeconds(30));
        assertThat(bench.time.waited()).as("no wait outlives the time-out").isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void noWaitOutlivesTheTimeoutThoughTheServerAsksForAnHour() {
        bench.provider.fault(
                "{\"requests\":[{\"method\":\"GET\",\"path\":\"/v1/batches.*\",\"status\":429,\"times\":-1,"
                        + "\"headers\":{\"Retry-After\":\"3600\"}}]}");
        assertThat(await(bench.api, Duration.ofMinutes(10))).isEqualTo(Await.End.TIMED_OUT);
        assertThat(bench.time.waited()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aServersWishToWaitIsObeyedWithinTheTimeout() {
        bench.provider.fault(STAY);
        bench.advance().advance();
        bench.provider.fault("{\"requests\":[{\"method\":\"GET\",\"path\":\"/v1/batches.*\",\"status\":429,\"times\":1,"
                + "\"headers\":{\"Retry-After\":\"300\"}}]}");
        assertThat(await(bench.api, Duration.ofMinutes(10))).isEqualTo(Await.End.TIMED_OUT);
        assertThat(bench.time.waits).contains(Duration.ofSeconds(300));
    }

    @Test
    void aTimeoutOfZeroLooksOnce() {
        bench.provider.fault(STAY);
        assertThat(await(bench.api, Duration.ZERO)).isEqualTo(Await.End.TIMED_OUT);
        assertThat(seen).hasSize(1);
        assertThat(bench.time.waits).isEmpty();
    }

    @Test
    void aPurchaseInQuestionIsNotLookedForLongerThanTheTimeout() {
        bench.provider.fault("{\"requests\":[{\"method\":\"POST\",\"path\":\"/v1/batches\",\"drop\":\"before\"}]}");
        assertThat(await(bench.api, Duration.ofSeconds(20))).isEqualTo(Await.End.TIMED_OUT);
        assertThat(bench.time.waited()).isEqualTo(Duration.ofSeconds(20));
        assertThat(bench.batch(1).doubt()).as("not long enough to be held").isNull();
    }

    @Test
    void aHeldBatchIsNotWaitedFor() {
        bench.provider.fault("{\"requests\":[{\"method\":\"POST\",\"path\":\"/v1/batches\",\"drop\":\"before\"}]}");
        assertThat(await(bench.api, Duration.ofHours(26))).isEqualTo(Await.End.ENDED);
        assertThat(bench.batch(1).doubt()).isNotNull();
    }

    @Test
    void anInterruptWhileItWaitsEndsItAndStays() {
        bench.provider.fault(STAY);
        bench.time.meanwhile(() -> {
            throw new InterruptedException();
        });
        assertThat(await(bench.api, Duration.ofHours(1))).isEqualTo(Await.End.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anInterruptedThreadDoesNotBegin() {
        Thread.currentThread().interrupt();
        assertThat(await(bench.api, Duration.ofHours(1))).isEqualTo(Await.End.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(seen).isEmpty();
    }

    @Test
    void anInterruptDuringACallEndsItAndStays() {
        bench.provider.fault(STAY);
        BatchApi api = new ForwardingApi(bench.api) {
            @Override
            public BatchPage list(String after, int limit) {
                Thread.currentThread().interrupt();
                return super.list(after, limit);
            }
        };
        assertThat(await(api, Duration.ofHours(1))).isEqualTo(Await.End.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aFailureIsNotTakenForAnInterrupt() {
        bench.provider.fault("{\"requests\":[{\"times\":-1,\"status\":400}]}");
        assertThatThrownBy(() -> await(bench.api, Duration.ofHours(1))).isInstanceOf(ExternalException.class);
    }

    private Await.End await(BatchApi api, Duration timeout) {
        return new Await(bench.advance(bench.job(), api), Duration.ofSeconds(30), timeout, bench.time.asTime())
                .await(seen::add);
    }
}
