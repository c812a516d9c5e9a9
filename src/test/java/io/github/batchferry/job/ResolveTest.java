package io.github.batchferry.job;

import static io.github.batchferry.ledger.BatchState.Phase.CREATED;
import static io.github.batchferry.ledger.BatchState.Phase.VOIDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.UserException;
import io.github.batchferry.batch.InputFile;
import io.github.batchferry.job.plan.Planner;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolveTest {
    @TempDir
    Path directory;

    private Bench bench;

    /** A job whose only batch is held in doubt. */
    @BeforeEach
    void start() {
        bench = new Bench(directory);
        bench.provider.fault("{\"requests\":[{\"method\":\"POST\",\"path\":\"/v1/batches\",\"drop\":\"before\"}]}");
        bench.sealed(3);
        bench.advance().advance();
        assertThat(bench.batch(1).doubt()).isNotNull();
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void boughtAdoptsTheBatchThatWasMadeFromTheFile() {
        String id = bench.provider.create(bench.batch(1).fileId(), Map.of());
        bench.resolve().bought(1, id);
        assertThat(bench.batch(1).batchId()).isEqualTo(id);
        bench.provider.awaitEnds();
        bench.advance().advance();
        bench.assertPaidOnce(3);
    }

    @Test
    void boughtRefusesAnotherPurchase() {
        String other = bench.provider.create("file-other", Map.of());
        assertThatThrownBy(() -> bench.resolve().bought(1, other))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("file-other")
                .hasMessageContaining("another purchase");
        assertThatThrownBy(() -> bench.resolve().bought(1, "batch_unknown")).isInstanceOf(UserException.class);
        assertThatThrownBy(() -> bench.resolve().bought(9, other)).isInstanceOf(UserException.class);
    }

    @Test
    void notBoughtSetsTheLinesFreeAndLetsALateRequestFailUnpaid() {
        String file = bench.batch(1).fileId();
        assertThat(bench.resolve().notBought(1)).isTrue();
        assertThat(bench.phase(1)).isEqualTo(VOIDED);
        bench.provider.create(file, Map.of());
        bench.advance().advance();
        bench.provider.awaitEnds();
        bench.advance().advance();
        bench.assertPaidOnce(3);
    }

    @Test
    void notBoughtThatIsKilledInItsHalfMinuteIsCalledAgainThoughTheJobHasNoOtherBatch() {
        bench.time.meanwhile(() -> {
            throw new InterruptedException();
        });
        assertThatThrownBy(() -> bench.resolve().notBought(1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Call it again");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(bench.api.file(bench.batch(1).fileId())).isEmpty();
        bench.time.meanwhile(() -> {});
        assertThatThrownBy(
                        () -> bench.resolve(bench.job(), bench.api("sk-other")).notBought(1))
                .as("the key of another project still proves nothing")
                .isInstanceOf(UserException.class);
        assertThat(bench.resolve().notBought(1)).isTrue();
        assertThat(bench.carriedOn().succeeded()).isEqualTo(3);
        bench.assertPaidOnce(3);
    }

    @Test
    void notBoughtAdoptsABatchThatTurnsUpAfterAll() {
        bench.provider.fault("{\"batches\":[{\"stay\":{\"status\":\"in_progress\"}}]}");
        String id = bench.provider.create(bench.batch(1).fileId(), Map.of());
        assertThat(bench.resolve().notBought(1)).isFalse();
        assertThat(bench.batch(1).batchId()).isEqualTo(id);
    }

    @Test
    void whatIsSettledCannotBeResolvedAgain() {
        bench.resolve().notBought(1);
        assertThatThrownBy(() -> bench.resolve().notBought(1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("not in doubt");
    }

    @Test
    void aPurchaseThatAnotherDriverFoundMeanwhileIsNotFenced() {
        bench.provider.fault("{\"batches\":[{\"stay\":{\"status\":\"in_progress\"}}]}");
        Resolve stale = bench.resolve();
        bench.provider.create(bench.batch(1).fileId(), Map.of());
        bench.advance().collect();
        assertThat(bench.phase(1)).isEqualTo(CREATED);
        assertThatThrownBy(() -> stale.notBought(1)).isInstanceOf(UserException.class);
        assertThat(bench.api.file(bench.batch(1).fileId())).isPresent();
    }

    @Test
    void aPurchaseThatADriverIsJustMakingIsNotFenced() {
        bench.resolve().notBought(1);
        Job alive = bench.job();
        alive.append(List.of(new Event.Planned(new Planner(alive.state(), Instant.MAX).plan())));
        byte[] line = "{}\n".getBytes();
        String file = bench.api
                .upload(new InputFile("x.jsonl", line.length, sink -> sink.write(line)))
                .id();
        alive.append(List.of(new Event.Intended(2, file)));
        assertThatThrownBy(() -> bench.resolve().notBought(2))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("not in doubt");
        assertThat(bench.api.file(file)).isPresent();
        String id = bench.provider.create(file, Map.of());
        bench.resolve().bought(2, id);
        assertThat(bench.batch(2).batchId()).isEqualTo(id);
    }
}
