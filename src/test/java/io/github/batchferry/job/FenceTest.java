package io.github.batchferry.job;

import static io.github.batchferry.ledger.BatchState.Phase.COLLECTED;
import static io.github.batchferry.ledger.BatchState.Phase.CREATED;
import static io.github.batchferry.ledger.BatchState.Phase.INTENDED;
import static io.github.batchferry.ledger.BatchState.Phase.VOIDED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.batch.BatchPage;
import io.github.batchferry.batch.CreateBatch;
import io.github.batchferry.batch.InputFile;
import io.github.batchferry.batch.Purchase;
import io.github.batchferry.job.plan.Planner;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.ledger.Sample;
import io.github.batchferry.ledger.Tally;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FenceTest {
    private static final String LOST_ANSWER =
            "{\"requests\":[{\"method\":\"POST\",\"path\":\"/v1/batches\",\"drop\":\"after\"}]}";
    private static final String LOST_REQUEST =
            "{\"requests\":[{\"method\":\"POST\",\"path\":\"/v1/batches\",\"drop\":\"before\"}]}";
    private static final String STAY = "{\"batches\":[{\"times\":-1,\"stay\":{\"status\":\"in_progress\"}}]}";

    @TempDir
    Path directory;

    private Bench bench;
    private Duration settleTime;

    @BeforeEach
    void start() {
        bench = new Bench(directory);
        settleTime = bench.api.createTimeout().plusSeconds(60);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void theKeyOfAnotherProjectDecidesNothing() {
        bench.limits = limits(LimitTerms.OnDoubt.FENCE);
        bench.provider.fault(LOST_ANSWER);
        bench.sealed(3);
        Job dead = bench.job();
        bench.time.meanwhile(() -> {
            throw new InterruptedException();
        });
        bench.advance(dead, bench.api).advance();
        assertThat(Thread.interrupted()).isTrue();
        bench.time.meanwhile(() -> {});
        bench.advance(bench.job(), bench.api("sk-other")).advance();
        assertThat(bench.phase(1)).isEqualTo(INTENDED);
        assertThat(bench.batch(1).doubt()).contains("does not see");
        bench.advance(bench.job(), bench.api("sk-ours-too")).advance();
        assertThat(bench.phase(1)).isIn(CREATED, COLLECTED);
        bench.provider.awaitEnds();
        bench.advance().advance();
        bench.assertPaidOnce(3);
    }

    @Test
    void aFencedPurchaseIsBoughtAnewAndTheOldOneCanNeverBePaid() {
        bench.limits = limits(LimitTerms.OnDoubt.FENCE);
        bench.provider.fault(LOST_REQUEST);
        bench.sealed(3);
        bench.advance().advance();
        assertThat(bench.time.waited()).isGreaterThanOrEqualTo(settleTime);
        assertThat(bench.phase(1)).isEqualTo(VOIDED);
        assertThat(bench.phase(2)).isEqualTo(CREATED);
        bench.provider.create(bench.batch(1).fileId(), Map.of("batchferry_job", "w1", "batchferry_batch", "1"));
        bench.provider.awaitEnds();
        bench.advance().advance();
        assertThat(bench.phase(2)).isEqualTo(COLLECTED);
        bench.assertPaidOnce(3);
    }

    @Test
    void aFileThatIsSaidToBeGoneAndIsStillThereIsNoFence() {
        bench.limits = limits(LimitTerms.OnDoubt.FENCE);
        bench.provider.fault(LOST_REQUEST);
        bench.provider.fault(
                "{\"requests\":[{\"method\":\"DELETE\",\"path\":\"/v1/files/[^/]+\",\"status\":404,\"times\":-1}]}");
        bench.sealed(3);
        bench.advance().advance();
        assertThat(bench.batch(1).doubt()).contains("still there");
        bench.provider.create(bench.batch(1).fileId(), Map.of("batchferry_job", "w1", "batchferry_batch", "1"));
        assertThat(bench.carriedOn()).isEqualTo(new Tally(3, 3, 0, 0, 0, 0, 0));
        bench.assertPaidOnce(3);
    }

    @Test
    void aYoungIntentIsNotDecidedBecauseAnOlderOneIs() {
        bench.limits = limits(LimitTerms.OnDoubt.FENCE);
        bench.sealed(3, 2);
        Job alive = bench.job();
        intend(alive, 1);
        bench.time.meanwhile(() -> {
            alive.refresh();
            if (bench.time.waited().compareTo(settleTime.minusSeconds(15)) > 0
                    && alive.state().batch(2).orElseThrow().isPurchasable()) {
                intend(alive, 2);
            }
        });
        settle();
        assertThat(bench.phase(1)).isEqualTo(VOIDED);
        assertThat(bench.phase(2)).isEqualTo(INTENDED);
        assertThat(bench.api.file(bench.batch(2).fileId())).isPresent();
    }

    @Test
    void aBatchThatTurnsUpForAVoidedIntentIsCancelledLoudly() {
        bench.limits = limits(LimitTerms.OnDoubt.FENCE);
        bench.provider.fault(LOST_ANSWER);
        bench.provider.fault(STAY);
        bench.sealed(3);
        Hiding api = new Hiding();
        bench.advance(bench.job(), api).advance();
        assertThat(bench.phase(1)).isEqualTo(VOIDED);
        assertThat(bench.phase(2)).isEqualTo(CREATED);
        api.hides = false;
        bench.advance(bench.job(), api).advance();
        assertThat(cancelled()).hasSize(1).doesNotContain(bench.batch(2).batchId());
        assertThat(bench.said()).contains("WARNING: batch " + cancelled().get(0));
    }

    @Test
    void aStrayIsCancelledEvenWhereNothingElseIsOpen() {
        bench.provider.fault(STAY);
        bench.sealed(3);
        Job fencer = bench.job();
        ForwardingApi slow = new ForwardingApi(bench.api) {
            @Override
            public Purchase create(CreateBatch request) {
                Purchase purchase = super.create(request);
                fencer.refresh();
                fencer.append(List.of(Sample.voided(1), new Event.CancelAsked("me")));
                return purchase;
            }
        };
        bench.advance(bench.job(), slow).advance();
        assertThat(bench.phase(1)).isEqualTo(VOIDED);
        bench.advance().advance();
        assertThat(cancelled()).hasSize(1);
        assertThat(bench.said()).contains("WARNING: batch " + cancelled().get(0));
    }

    private void settle() {
        try {
            new DoubtResolver(bench.job(), bench.api, bench.said::add, bench.time.asTime()).settle(Deadline.NONE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a driver does that dies, or is slow, right before its purchase. */
    private String intend(Job job, int batch) {
        if (job.state().batches().isEmpty()) {
            job.append(List.of(new Event.Planned(new Planner(job.state(), Instant.MAX).plan())));
        }
        byte[] line = "{}\n".getBytes();
        String file = bench.api
                .upload(new InputFile("x.jsonl", line.length, sink -> sink.write(line)))
                .id();
        job.append(List.of(new Event.Intended(batch, file)));
        return file;
    }

    private List<String> cancelled() {
        return bench.provider.batches().stream()
                .filter(batch -> batch.path("status").asText().startsWith("cancel"))
                .map(batch -> batch.path("id").asText())
                .toList();
    }

    private static LimitTerms limits(LimitTerms.OnDoubt onDoubt) {
        return Sample.limits(10_000, 50_000, 190L << 20, LimitTerms.Packing.NONE, onDoubt);
    }

    /** Lists lag: the first batch is not in them. */
    private final class Hiding extends ForwardingApi {
        boolean hides = true;

        Hiding() {
            super(bench.api);
        }

        @Override
        public BatchPage list(String after, int limit) {
            List<JsonNode> all = bench.provider.batches();
            String first =
                    all.isEmpty() ? "" : all.get(all.size() - 1).path("id").asText();
            BatchPage page = super.list(after, limit);
            return new BatchPage(
                    page.batches().stream()
                            .filter(batch -> !hides || !batch.id().equals(first))
                            .toList(),
                    page.hasMore(),
                    page.cursor());
        }
    }
}
