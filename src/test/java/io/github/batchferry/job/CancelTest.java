package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.UserException;
import io.github.batchferry.batch.CreateBatch;
import io.github.batchferry.batch.Purchase;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.ledger.Sample;
import io.github.batchferry.ledger.Tally;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CancelTest {
    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void start() {
        bench = new Bench(directory);
        bench.limits = Sample.limits(10_000, 50_000, 190L << 20, LimitTerms.Packing.NONE, LimitTerms.OnDoubt.HOLD);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void whatIsOpenIsCancelledAndWhatWasFinishedIsCollected() {
        bench.provider.fault("{\"batches\":[{\"nth\":1,\"stay\":{\"status\":\"in_progress\"}}]}");
        bench.sealed(4, 2);
        bench.advance().advance();
        while (bench.provider.batches().stream()
                .noneMatch(batch -> "completed".equals(batch.path("status").asText()))) {
            Thread.onSpinWait();
        }
        assertThat(new Cancel(bench.job()).ask("me")).isTrue();
        Tally tally = bench.carriedOn();
        assertThat(tally.succeeded()).isEqualTo(2);
        assertThat(tally.cancelled()).isEqualTo(4);
        assertThat(bench.provider.batches())
                .extracting(batch -> batch.path("status").asText())
                .containsExactlyInAnyOrder("cancelled", "completed");
        bench.assertPaidOnce(2);
    }

    @Test
    void afterACancelNothingIsBoughtUntilSomebodyResumes() {
        bench.sealed(3);
        assertThat(new Cancel(bench.job()).ask("me")).isTrue();
        assertThat(new Cancel(bench.job()).ask("me")).as("asked before").isFalse();
        assertThat(bench.carriedOn()).isEqualTo(new Tally(3, 0, 0, 0, 3, 0, 0));
        assertThat(bench.provider.batches()).isEmpty();
        new Cancel(bench.job()).resume("me");
        assertThat(bench.carriedOn()).isEqualTo(new Tally(3, 3, 0, 0, 0, 0, 0));
        bench.assertPaidOnce(3);
    }

    @Test
    void whatWasRefusedBeforeACancelIsPostedAfterAResume() {
        bench.provider.fault(
                "{\"requests\":[{\"method\":\"POST\",\"path\":\"/v1/batches\",\"status\":429,\"times\":1}]}");
        bench.sealed(3);
        bench.advance().advance();
        new Cancel(bench.job()).ask("me");
        bench.time.pass(Duration.ofMinutes(20));
        assertThat(bench.advance().advance().mayMove()).isFalse();
        assertThat(bench.batch(1).isUnchecked()).isFalse();
        new Cancel(bench.job()).resume("me");
        bench.time.pass(Duration.ofMinutes(20));
        bench.advance().advance();
        assertThat(bench.phase(1)).isEqualTo(BatchState.Phase.CREATED);
        assertThat(bench.carriedOn()).isEqualTo(new Tally(3, 3, 0, 0, 0, 0, 0));
        bench.assertPaidOnce(3);
    }

    @Test
    void whatWasCancelledIsBoughtAgainAfterAResumeOnlyWhereItHasNoAnswer() {
        bench.provider.fault("{\"batches\":[{\"times\":1,\"cancel\":0.5}]}");
        bench.sealed(8);
        bench.advance().advance();
        bench.provider.awaitEnds();
        new Cancel(bench.job()).ask("me");
        assertThat(bench.carriedOn()).isEqualTo(new Tally(8, 4, 0, 0, 4, 0, 0));
        new Cancel(bench.job()).resume("me");
        assertThat(bench.carriedOn()).isEqualTo(new Tally(8, 8, 0, 0, 0, 0, 0));
        bench.assertPaidOnce(8);
    }

    @Test
    void aBatchThatHasEndedMeanwhileIsNoError() {
        bench.sealed(2);
        bench.advance().advance();
        bench.provider.awaitStatus(Set.of("completed"));
        new Cancel(bench.job()).ask("me");
        assertThat(bench.carriedOn()).isEqualTo(new Tally(2, 2, 0, 0, 0, 0, 0));
    }

    @Test
    void anIntentInFlightIsSettledAndCancelledToo() {
        bench.provider.fault("{\"batches\":[{\"stay\":{\"status\":\"in_progress\"}}]}");
        bench.sealed(3);
        bench.advance(bench.job(), new ForwardingApi(bench.api) {
                    @Override
                    public Purchase create(CreateBatch request) {
                        super.create(request);
                        new Cancel(bench.job()).ask("me");
                        return new Purchase.InDoubt("the answer was lost");
                    }
                })
                .advance();
        assertThat(bench.carriedOn()).isEqualTo(new Tally(3, 0, 0, 0, 3, 0, 0));
        assertThat(bench.provider.batches())
                .extracting(batch -> batch.path("status").asText())
                .containsExactly("cancelled");
        bench.assertPaidOnce(0);
    }

    @Test
    void onlyACancelledJobIsResumed() {
        bench.sealed(1);
        assertThatThrownBy(() -> new Cancel(bench.job()).resume("me"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("is not cancelled");
    }
}
