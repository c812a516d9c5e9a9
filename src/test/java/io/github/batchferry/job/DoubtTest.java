package io.github.batchferry.job;

import static io.github.batchferry.ledger.BatchState.Phase.CREATED;
import static io.github.batchferry.ledger.BatchState.Phase.INTENDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchPage;
import io.github.batchferry.batch.CreateBatch;
import io.github.batchferry.batch.InputFile;
import io.github.batchferry.batch.Purchase;
import io.github.batchferry.job.plan.Planner;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.ledger.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoubtTest {
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
    void anAnswerThatNamesAnotherBatchIsNotBelieved() {
        bench.limits = Sample.limits(10_000, 50_000, 190L << 20, LimitTerms.Packing.NONE, LimitTerms.OnDoubt.HOLD);
        bench.sealed(3, 3);
        List<Purchase> answers = new ArrayList<>();
        bench.advance(bench.job(), new ForwardingApi(bench.api) {
                    @Override
                    public Purchase create(CreateBatch request) {
                        answers.add(super.create(request));
                        return answers.get(0);
                    }
                })
                .advance();
        assertThat(bench.carriedOn().succeeded()).isEqualTo(6);
        assertThat(bench.batch(2).batchId()).isNotEqualTo(bench.batch(1).batchId());
        assertThat(bench.said()).contains("which was not made from input file", "is adopted");
        bench.assertPaidOnce(6);
    }

    @Test
    void anAnswerThatNamesOurFileAndTheBatchOfAnotherNumberIsNotBelieved() {
        bench.limits = Sample.limits(10_000, 50_000, 190L << 20, LimitTerms.Packing.NONE, LimitTerms.OnDoubt.HOLD);
        bench.sealed(3, 3);
        List<Batch> made = new ArrayList<>();
        bench.advance(bench.job(), new ForwardingApi(bench.api) {
                    @Override
                    public Purchase create(CreateBatch request) {
                        made.add(((Purchase.Created) super.create(request)).batch());
                        return new Purchase.Created(
                                renamed(made.get(made.size() - 1), made.get(0).id()));
                    }
                })
                .advance();
        assertThat(bench.said()).contains("no clear answer to POST /batches", "is adopted");
        assertThat(bench.batch(2).batchId()).isEqualTo(made.get(1).id());
        assertThat(bench.carriedOn().succeeded()).isEqualTo(6);
        bench.assertPaidOnce(6);
    }

    private static Batch renamed(Batch batch, String id) {
        return new Batch(
                id,
                batch.status(),
                batch.endpoint(),
                batch.inputFileId(),
                batch.outputFileId(),
                batch.errorFileId(),
                batch.createdAt(),
                batch.inProgressAt(),
                batch.counts(),
                batch.errors(),
                batch.metadata(),
                batch.model(),
                batch.usage());
    }

    @Test
    void aPurchaseWhoseAnswerWasLostIsFoundAndAdopted() {
        bench.provider.fault(LOST_ANSWER);
        bench.sealed(3);
        bench.advance().advance();
        assertThat(bench.phase(1)).isEqualTo(CREATED);
        assertThat(bench.said()).contains("created after all");
        bench.provider.awaitEnds();
        bench.advance().advance();
        bench.assertPaidOnce(3);
        assertThat(bench.provider.calls("POST /v1/batches")).isEqualTo(1);
    }

    @Test
    void aPurchaseThatCannotBeFoundIsHeldAfterTheSettleTimeAndTheOthersGoOn() {
        bench.limits = limits(LimitTerms.OnDoubt.HOLD);
        bench.provider.fault(LOST_REQUEST);
        bench.sealed(3, 2);
        bench.advance().advance();
        assertThat(bench.time.waited()).isBetween(settleTime, settleTime.plusSeconds(20));
        assertThat(bench.batch(1).doubt()).contains(bench.batch(1).fileId());
        assertThat(bench.phase(2)).isEqualTo(CREATED);
        assertThat(bench.said())
                .contains(
                        "batch 1 is held in doubt",
                        bench.batch(1).fileId(),
                        Sample.AT.toString(),
                        "resolve '" + bench.store.location() + "' 1 --bought ID");
        bench.provider.awaitEnds();
        AdvanceResult advanced = bench.advance().advance();
        assertThat(advanced.mayMove()).isFalse();
        assertThat(advanced.batches().get(0).status()).isEqualTo("in doubt");
        bench.assertPaidOnce(2);
    }

    @Test
    void aHeldBatchThatTurnsUpIsAdoptedWithoutWaiting() {
        bench.provider.fault(LOST_REQUEST);
        bench.sealed(3);
        bench.advance().advance();
        String late = bench.provider.create(bench.batch(1).fileId(), Map.of());
        bench.time.waits.clear();
        bench.advance().advance();
        assertThat(bench.batch(1).batchId()).isEqualTo(late);
        assertThat(bench.time.waits).isEmpty();
        bench.provider.awaitEnds();
        bench.advance().advance();
        bench.assertPaidOnce(3);
    }

    @Test
    void aBatchMadeFromTheFileComesBeforeOneThatOnlySaysSo() {
        bench.provider.fault(LOST_REQUEST);
        bench.sealed(3);
        bench.advance().advance();
        String file = bench.batch(1).fileId();
        String made = bench.provider.create(file, Map.of());
        bench.provider.create("file-x", Map.of("batchferry_job", "w1", "batchferry_batch", "1"));
        bench.advance().advance();
        assertThat(bench.batch(1).batchId()).isEqualTo(made);
    }

    @Test
    void ofSeveralBatchesMadeFromOneFileOneIsAdoptedAndTheOthersAreCancelled() {
        bench.provider.fault(LOST_ANSWER);
        bench.provider.fault(STAY);
        bench.sealed(3);
        bench.time.meanwhile(() -> {
            if (bench.provider.batches().size() < 3) {
                String file =
                        bench.provider.batches().get(0).path("input_file_id").asText();
                bench.provider.create(file, Map.of());
                bench.provider.create(file, Map.of());
            }
        });
        bench.advance().advance();
        bench.provider.awaitStatus(Set.of("in_progress", "cancelled"));
        assertThat(cancelled()).hasSize(2).doesNotContain(bench.batch(1).batchId());
        assertThat(bench.said())
                .contains("WARNING", cancelled().get(0), cancelled().get(1));
    }

    @Test
    void ofSeveralBatchesTheOneThatTheLedgerNamesIsNeverCancelled() {
        bench.provider.fault(LOST_ANSWER);
        bench.provider.fault(STAY);
        bench.sealed(3);
        Job buyer = bench.job();
        Job other = bench.job();
        bench.time.meanwhile(() -> {
            if (bench.provider.batches().size() < 2) {
                bench.provider.create(
                        bench.provider.batches().get(0).path("input_file_id").asText(), Map.of());
            }
        });
        ForwardingApi api = new ForwardingApi(bench.api) {
            @Override
            public BatchPage list(String after, int limit) {
                BatchPage page = super.list(after, limit);
                other.refresh();
                if (page.batches().size() == 2
                        && other.state().batch(1).orElseThrow().phase() == INTENDED) {
                    String newest = oldestLast(page.batches()).get(0).id();
                    other.append(List.of(new Event.Created(1, newest, "posted")));
                }
                return page;
            }
        };
        bench.advance(buyer, api).advance();
        bench.provider.awaitStatus(Set.of("in_progress", "cancelled"));
        assertThat(cancelled()).hasSize(1).doesNotContain(bench.batch(1).batchId());
    }

    @Test
    void anIntentOfAnotherDriverIsWaitedForJustAsLong() {
        bench.sealed(3);
        Job dead = bench.job();
        String file = intend(dead, 1);
        bench.advance().advance();
        assertThat(bench.time.waited()).isBetween(settleTime, settleTime.plusSeconds(20));
        assertThat(bench.batch(1).doubt()).contains(file);
        assertThat(bench.provider.batches()).isEmpty();
    }

    @Test
    void anInterruptEndsTheLookAndDecidesNothing() {
        bench.provider.fault(LOST_REQUEST);
        bench.sealed(3);
        bench.time.meanwhile(() -> {
            throw new InterruptedException();
        });
        AdvanceResult advanced = bench.advance().advance();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(advanced.mayMove()).isTrue();
        assertThat(bench.phase(1)).isEqualTo(INTENDED);
        assertThat(bench.batch(1).doubt()).isNull();
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

    private static List<Batch> oldestLast(List<Batch> batches) {
        return batches.stream()
                .sorted(java.util.Comparator.comparing(Batch::createdAt)
                        .thenComparing(Batch::id)
                        .reversed())
                .toList();
    }

    private static LimitTerms limits(LimitTerms.OnDoubt onDoubt) {
        return Sample.limits(10_000, 50_000, 190L << 20, LimitTerms.Packing.NONE, onDoubt);
    }
}
