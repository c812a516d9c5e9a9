package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.emulator.line.Limits;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.ledger.Reason;
import io.github.batchferry.ledger.Sample;
import io.github.batchferry.ledger.Tally;
import io.github.batchferry.ledger.Unfinished;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueTest {
    private static final String STAY = "{\"batches\":[{\"stay\":{\"status\":\"in_progress\"},\"times\":-1}]}";

    @TempDir
    Path directory;

    private Bench bench;

    @AfterEach
    void stop() {
        bench.close();
    }

    /** Ten requests have 125 to 130 tokens. */
    private void limitOf(long tokens) {
        bench = new Bench(directory, Limits.DOCUMENTED.withEnqueuedTokens(Map.of("m", tokens)));
        bench.limits = Sample.limits(10, 50_000, 190L << 20, LimitTerms.Packing.NONE, LimitTerms.OnDoubt.HOLD);
    }

    @Test
    void whatDoesNotFitIntoTheQueueWaitsAndIsBoughtOnce() {
        limitOf(300);
        Tally tally = bench.sealed(10, 10, 10, 10, 10).carriedOn();
        assertThat(tally.succeeded()).isEqualTo(50);
        bench.assertPaidOnce(50);
    }

    @Test
    void onceTheLimitIsKnownNoPurchaseIsRefused() {
        limitOf(300);
        bench.provider.fault(STAY);
        bench.sealed(10, 10, 10, 10, 10, 10, 10, 10);
        bench.advance().advance();
        awaitNoneValidating();
        bench.advance().advance();
        long refusedWhileLearning = ended("failed");
        assertThat(refusedWhileLearning).as("the limit is learned by a refusal").isPositive();
        assertThat(bench.job().state().enqueuedTokenLimit("m")).isEqualTo(300);
        for (int round = 0; round < 8; round++) {
            bench.provider.release();
            awaitNone(Set.of("validating", "in_progress", "finalizing"));
            bench.advance().advance();
            awaitNoneValidating();
        }
        bench.provider.noFaults();
        assertThat(bench.carriedOn().succeeded()).isEqualTo(80);
        assertThat(ended("failed")).isEqualTo(refusedWhileLearning);
        bench.assertPaidOnce(80);
    }

    @Test
    void aGivenLimitIsHeldFromTheStart() {
        limitOf(300);
        bench.limits = limited(300L, null);
        assertThat(bench.sealed(10, 10, 10, 10, 10).carriedOn().succeeded()).isEqualTo(50);
        assertThat(ended("failed")).isZero();
        bench.assertPaidOnce(50);
    }

    @Test
    void theBatchesOfOtherJobsInTheProjectCount() {
        limitOf(300);
        bench.limits = limited(300L, null);
        bench.provider.fault(STAY);
        Path elsewhere = directory.resolve("elsewhere");
        bench.sealed(10, 10);
        bench.advance().advance();
        assertThat(bench.provider.batches()).hasSize(2);
        try (Bench other = new Bench(elsewhere, bench.provider)) {
            other.limits = limited(300L, null);
            other.sealed(10).advance().advance();
            assertThat(bench.provider.batches())
                    .as("no room, though this job has nothing there")
                    .hasSize(2);
            bench.provider.release();
            bench.provider.awaitEnds();
            bench.provider.noFaults();
            assertThat(other.carriedOn().succeeded()).isEqualTo(10);
        }
        assertThat(ended("failed")).isZero();
    }

    @Test
    void aBatchOverTheWholeLimitIsPlannedSmaller() {
        limitOf(300);
        assertThat(bench.sealed(100).carriedOn().succeeded()).isEqualTo(100);
        assertThat(bench.job().state().batches())
                .filteredOn(batch -> batch.phase() == BatchState.Phase.COLLECTED && !batch.failedValidation())
                .allMatch(batch -> batch.planned().tokens() <= 300);
        bench.assertPaidOnce(100);
    }

    @Test
    void aRequestOverALimitThatTheServerToldIsOfferedAndNotFailed() {
        limitOf(1_000_000);
        bench.provider.fault("{\"batches\":[{\"times\":1,\"fail\":[{\"code\":\"token_limit_exceeded\",\"message\":"
                + "\"Enqueued token limit reached for m. Limit: 1 enqueued tokens.\"}]}]}");
        assertThat(bench.sealed(3).carriedOn()).isEqualTo(new Tally(3, 3, 0, 0, 0, 0, 0));
        bench.assertPaidOnce(3);
    }

    @Test
    void aRefusedBatchOverALimitThatTheRefusalToldIsCutAndEachRequestIsOffered() {
        limitOf(1_000_000);
        bench.provider.fault("""
                {"requests":[{"method":"POST","path":"/v1/batches","status":429,"times":1,"body":{"error":{
                  "code":"token_limit_exceeded",
                  "message":"Enqueued token limit reached for m. Limit: 1 enqueued tokens."}}}]}""");
        assertThat(bench.sealed(3).carriedOn()).isEqualTo(new Tally(3, 3, 0, 0, 0, 0, 0));
        bench.assertPaidOnce(3);
    }

    @Test
    void aRequestOverTheWholeLimitFailsAsARow() {
        limitOf(5);
        bench.limits = limited(5L, null);
        Tally tally = bench.sealed(2).carriedOn();
        assertThat(tally).isEqualTo(new Tally(2, 0, 2, 0, 0, 0, 0));
        BatchState last = bench.job().state().batches().stream()
                .filter(batch -> batch.planned().requests() == 1)
                .findFirst()
                .orElseThrow();
        Reason reason = Unfinished.of(bench.job().state(), last);
        assertThat(reason.code()).isEqualTo("token_limit_exceeded");
        assertThat(reason.message()).contains("this request has about").contains("5");
        assertThat(bench.provider.batches()).isEmpty();
    }

    @Test
    void maxTokensPerBatchCutsBatches() {
        limitOf(1_000_000);
        bench.limits = limited(null, 60L);
        assertThat(bench.sealed(10).carriedOn().succeeded()).isEqualTo(10);
        assertThat(bench.provider.batches()).hasSizeGreaterThan(1);
        bench.assertPaidOnce(10);
    }

    @Test
    void noMoreBatchesAreBoughtWithinAnHourThanAllowed() {
        limitOf(1_000_000);
        LimitTerms all = limited(null, null);
        bench.limits = new LimitTerms(
                all.requestsPerBatch(),
                all.maxRequestsPerBatch(),
                all.maxBytesPerBatch(),
                null,
                null,
                2,
                3,
                all.packing(),
                all.onDoubt(),
                all.inputFiles(),
                0,
                1);
        bench.sealed(1, 1, 1, 1, 1);
        bench.advance().advance();
        bench.provider.awaitEnds();
        bench.advance().advance();
        assertThat(bench.provider.batches()).hasSize(2);
        bench.time.pass(java.time.Duration.ofMinutes(61));
        bench.advance().advance();
        assertThat(bench.provider.batches()).hasSize(4);
    }

    private static LimitTerms limited(Long queue, Long batch) {
        return new LimitTerms(
                10,
                50_000,
                190L << 20,
                batch,
                queue,
                2000,
                3,
                LimitTerms.Packing.NONE,
                LimitTerms.OnDoubt.HOLD,
                LimitTerms.InputFiles.DELETE,
                0,
                1);
    }

    private long ended(String status) {
        return bench.provider.batches().stream()
                .filter(batch -> status.equals(batch.path("status").asText()))
                .count();
    }

    private void awaitNoneValidating() {
        awaitNone(Set.of("validating"));
    }

    private void awaitNone(Set<String> statuses) {
        while (bench.provider.batches().stream()
                .map((JsonNode batch) -> batch.path("status").asText())
                .anyMatch(statuses::contains)) {
            Thread.onSpinWait();
        }
    }
}
