package io.github.batchferry.job;

import static io.github.batchferry.ledger.BatchState.Phase.COLLECTED;
import static io.github.batchferry.ledger.BatchState.Phase.CREATED;
import static io.github.batchferry.ledger.BatchState.Phase.PLANNED;
import static io.github.batchferry.ledger.BatchState.Phase.VOIDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.CreateBatch;
import io.github.batchferry.batch.InputFile;
import io.github.batchferry.batch.Purchase;
import io.github.batchferry.batch.RemoteFile;
import io.github.batchferry.batch.Time;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.ledger.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuyingTest {
    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void start() {
        bench = new Bench(directory);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void everyRowIsBoughtOnceAndComesHome() throws Exception {
        bench.sealed(7, 5, 1);
        assertThat(bench.advance().advance().mayMove()).isTrue();
        bench.provider.awaitEnds();
        AdvanceResult advanced = bench.advance().advance();
        assertThat(advanced.mayMove()).isFalse();
        assertThat(advanced.summary()).isEqualTo("1 of 1 batches collected, 13 of 13 requests completed");
        assertThat(bench.batch(1).collected().counts().succeeded()).isEqualTo(13);
        bench.assertPaidOnce(13);
        assertThat(Files.readString(directory.resolve("job/status.json")))
                .contains("\"mayMove\" : false", "\"status\" : \"completed\"", "13 of 13");
    }

    @Test
    void aBatchSaysWhoseItIsAndHowLargeItIs() {
        bench.sealed(3);
        bench.advance().advance();
        JsonNode metadata = bench.provider.batches().get(0).path("metadata");
        assertThat(metadata.path("team").asText()).isEqualTo("a");
        assertThat(metadata.path("batchferry_job").asText()).isEqualTo("w1");
        assertThat(metadata.path("batchferry_batch").asText()).isEqualTo("1");
        assertThat(metadata.path("batchferry_tokens").asLong())
                .isEqualTo(bench.batch(1).planned().tokens())
                .isPositive();
    }

    @Test
    void aSecondDriverBuysNothingAgain() {
        bench.sealed(3);
        Job late = bench.job();
        bench.advance().advance();
        bench.advance().advance();
        bench.advance(late, bench.api).advance();
        assertThat(bench.provider.batches()).hasSize(1);
        assertThat(bench.provider.calls("POST /v1/batches")).isEqualTo(1);
    }

    @Test
    void anAppendedWriteIsBoughtBesideTheFirstOne() {
        bench.sealed(3);
        bench.advance().advance();
        bench.sealed(4);
        bench.advance().advance();
        bench.provider.awaitEnds();
        bench.advance().advance();
        bench.assertPaidOnce(7);
        assertThat(bench.phase(2)).isEqualTo(COLLECTED);
    }

    @Test
    void anIntentThatGrewOldIsNeverSent() {
        bench.sealed(3);
        LongSupplier anHourALook = () -> {
            bench.time.pass(Duration.ofHours(1));
            return bench.time.getAsLong();
        };
        new Advance(bench.job(), bench.api, bench.said::add, new Time(Bench.CLOCK, anHourALook, bench.time)).advance();
        assertThat(bench.phase(1)).isEqualTo(VOIDED);
        assertThat(bench.provider.files()).isEmpty();
        assertThat(bench.provider.calls("POST /v1/batches")).isZero();
        bench.advance().advance();
        assertThat(bench.phase(2)).isEqualTo(CREATED);
    }

    @Test
    void anIntentThatAnotherDriverMadeFirstIsNotSent() {
        bench.sealed(3);
        Job second = bench.job();
        bench.advance(second, new ForwardingApi(bench.api) {
                    @Override
                    public RemoteFile upload(InputFile file) {
                        bench.advance().advance();
                        return super.upload(file);
                    }
                })
                .advance();
        assertThat(bench.provider.batches()).hasSize(1);
        assertThat(bench.provider.files()).as("the loser deletes its upload").hasSize(1);
    }

    @Test
    void anIntentThatWasVoidedMeanwhileIsNotSent() {
        bench.sealed(3);
        Job slow = bench.job();
        Job other = bench.job();
        ForwardingApi voiding = new ForwardingApi(bench.api) {
            @Override
            public RemoteFile upload(InputFile file) {
                RemoteFile uploaded = super.upload(file);
                other.refresh();
                other.append(List.of(
                        new Event.Uploaded(1, uploaded.id(), uploaded.bytes()), new Event.Intended(1, uploaded.id())));
                other.append(List.of(new Event.Voided(1, "gone")));
                return uploaded;
            }
        };
        bench.advance(slow, voiding).advance();
        assertThat(bench.provider.calls("POST /v1/batches")).isZero();
        assertThat(bench.phase(1)).isEqualTo(VOIDED);
    }

    @Test
    void afterACancelNothingIsSent() {
        bench.limits = oneBatchAShard();
        bench.provider.fault("{\"batches\":[{\"stay\":{\"status\":\"in_progress\"}}]}");
        bench.sealed(2, 2, 2);
        Job other = bench.job();
        bench.advance(bench.job(), new ForwardingApi(bench.api) {
                    @Override
                    public Purchase create(CreateBatch request) {
                        Purchase purchase = super.create(request);
                        bench.provider.awaitStatus(Set.of("in_progress"));
                        other.append(List.of(new Event.CancelAsked("me")));
                        return purchase;
                    }
                })
                .advance();
        assertThat(bench.provider.batches()).hasSize(1);
        assertThat(bench.phase(1)).isEqualTo(CREATED);
        assertThat(bench.phase(2)).isEqualTo(PLANNED);
        assertThat(bench.advance().advance().mayMove())
                .as("the first one is still being cancelled")
                .isTrue();
        bench.provider.awaitEnds();
        assertThat(bench.advance().advance().mayMove()).isFalse();
        bench.provider.noFaults();
        bench.job().append(List.of(new Event.Resumed("me")));
        bench.advance().advance();
        assertThat(bench.provider.batches())
                .as("what was cancelled, and the rest")
                .hasSize(4);
    }

    @Test
    void aCancelBetweenIntentAndPurchaseVoidsTheIntent() {
        bench.sealed(2);
        Job other = bench.job();
        bench.advance(bench.job(), new ForwardingApi(bench.api) {
                    @Override
                    public RemoteFile upload(InputFile file) {
                        RemoteFile uploaded = super.upload(file);
                        other.append(List.of(new Event.CancelAsked("me")));
                        return uploaded;
                    }
                })
                .advance();
        assertThat(bench.provider.batches()).isEmpty();
        assertThat(bench.provider.files()).isEmpty();
    }

    @Test
    void aPurchaseIsRecordedThoughItsThreadWasInterrupted() {
        bench.sealed(3);
        bench.advance(bench.job(), new ForwardingApi(bench.api) {
                    @Override
                    public Purchase create(CreateBatch request) {
                        Purchase purchase = super.create(request);
                        Thread.currentThread().interrupt();
                        return purchase;
                    }
                })
                .advance();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(bench.phase(1)).isEqualTo(CREATED);
    }

    @Test
    void aChangedShardIsNotBought() throws Exception {
        bench.sealed(3);
        Path shard = directory.resolve("job/writes/w1/part-0-a-0.jsonl");
        Files.writeString(shard, Files.readString(shard).replace("ask w1-0-1", "ask w1-0-X"));
        assertThatThrownBy(() -> bench.advance().advance()).hasMessageContaining("not what was sealed");
        assertThat(bench.provider.batches()).isEmpty();
        Files.writeString(shard, "more\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> bench.advance().advance()).isInstanceOf(ExternalException.class);
        assertThat(bench.provider.batches()).isEmpty();
    }

    private static LimitTerms oneBatchAShard() {
        return Sample.limits(10_000, 50_000, 190L << 20, LimitTerms.Packing.NONE, LimitTerms.OnDoubt.HOLD);
    }
}
