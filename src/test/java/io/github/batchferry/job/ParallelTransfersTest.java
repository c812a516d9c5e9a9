package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.emulator.line.Limits;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.ledger.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four files are on their way at once; what is bought and written is in order all the same. */
class ParallelTransfersTest {
    private static final int AT_A_TIME = 4;
    private static final String NO_MONEY = """
            {"requests":[{"method":"POST","path":"/v1/batches","nth":%d,"status":429,"times":1,"body":{"error":{
            "code":"insufficient_quota","type":"insufficient_quota","message":"check your plan and billing details"}}}]}""";

    @TempDir
    Path directory;

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private Bench bench;

    @AfterEach
    void stop() {
        bench.close();
    }

    private void sealed(int... rows) {
        bench = new Bench(directory);
        bench.limits = Sample.limits(10_000, 50_000, 190L << 20, LimitTerms.Packing.NONE, LimitTerms.OnDoubt.HOLD);
        assertThat(bench.limits.parallelTransfers()).isEqualTo(AT_A_TIME);
        bench.sealed(rows);
    }

    /** Each call with this name waits until so many are under way. */
    private Advance togetherAt(String name) {
        CyclicBarrier together = new CyclicBarrier(AT_A_TIME);
        return through((call, make) -> {
            if (call.equals(name)) {
                together.await(30, TimeUnit.SECONDS);
            }
            return make.make();
        });
    }

    private Advance through(Steps steps) {
        Steps noted = (name, call) -> {
            calls.add(name);
            return steps.step(name, call);
        };
        return bench.advance(bench.job(), noted.through(BatchApi.class, bench.api));
    }

    @Test
    void uploadsRunTogetherAndPurchasesInOrder() {
        sealed(1, 2, 3, 4);
        togetherAt("BatchApi.upload").advance();
        assertThat(bench.provider.batches())
                .extracting(
                        batch -> batch.path("metadata").path("batchferry_batch").asText())
                .containsExactly("4", "3", "2", "1");
        assertThat(bench.carriedOn().succeeded()).isEqualTo(10);
        bench.assertPaidOnce(10);
    }

    @Test
    void resultsAreFetchedTogetherAndCollectedInOrder() {
        sealed(1, 2, 3, 4);
        bench.advance().advance();
        bench.provider.awaitEnds();
        togetherAt("BatchApi.download").advance();
        assertThat(bench.job().state().batches(BatchState.Phase.COLLECTED))
                .extracting(BatchState::number)
                .containsExactly(1, 2, 3, 4);
        assertThat(bench.carriedOn().succeeded()).isEqualTo(10);
    }

    @Test
    void aFileOfWhichNothingIsBoughtInTheEndIsDeletedAgain() {
        sealed(1, 2, 3, 4, 5);
        bench.provider.fault(NO_MONEY.formatted(2));
        assertThatThrownBy(() -> bench.advance().advance())
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("batch 2");
        assertThat(bench.provider.batches()).hasSize(1);
        assertThat(bench.provider.files())
                .as("of the batch that was bought, and of the one that was refused")
                .hasSize(2);
        bench.provider.noFaults();
        assertThat(bench.carriedOn().succeeded()).isEqualTo(15);
        bench.assertPaidOnce(15);
    }

    @Test
    void afterARefusalNothingIsUploadedAheadUntilItIsSettled() {
        sealed(1, 2, 3, 4, 5);
        bench.provider.fault(NO_MONEY.formatted(2));
        assertThatThrownBy(() -> bench.advance().advance()).isInstanceOf(ExternalException.class);
        calls.clear();
        bench.provider.fault(NO_MONEY.formatted(1));
        assertThatThrownBy(() -> through(Steps.UNHINDERED).advance()).isInstanceOf(ExternalException.class);
        assertThat(calls)
                .as("the next one, and none ahead of it")
                .filteredOn("BatchApi.upload"::equals)
                .hasSize(1);
    }

    @Test
    void noMoreIsUploadedThanTheQueueHasRoomFor() {
        bench = new Bench(directory, Limits.DOCUMENTED.withEnqueuedTokens(Map.of("m", 300L)));
        bench.limits = new LimitTerms(
                10,
                50_000,
                190L << 20,
                null,
                300L,
                2000,
                3,
                LimitTerms.Packing.NONE,
                LimitTerms.OnDoubt.HOLD,
                LimitTerms.InputFiles.DELETE,
                0,
                AT_A_TIME);
        bench.provider.fault("{\"batches\":[{\"stay\":{\"status\":\"in_progress\"},\"times\":-1}]}");
        bench.sealed(10, 10, 10, 10, 10);
        through(Steps.UNHINDERED).advance();
        assertThat(bench.provider.batches()).hasSize(2);
        assertThat(calls).filteredOn("BatchApi.upload"::equals).hasSize(2);
    }

    @Test
    void anInterruptEndsAllTransfersAndLeavesNothingBehind() throws Exception {
        sealed(1, 2, 3, 4);
        bench.advance().advance();
        bench.provider.awaitEnds();
        CountDownLatch running = new CountDownLatch(AT_A_TIME);
        CountDownLatch never = new CountDownLatch(1);
        Advance advance = through((name, call) -> {
            if (name.equals("BatchApi.download")) {
                running.countDown();
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return call.make();
        });
        Thread driver = new Thread(() -> assertThatThrownBy(advance::advance).isInstanceOf(ExternalException.class));
        driver.start();
        running.await();
        driver.interrupt();
        driver.join();
        assertThat(bench.job().state().batches(BatchState.Phase.COLLECTED)).isEmpty();
        assertThat(results()).isEmpty();
        assertThat(bench.carriedOn().succeeded()).isEqualTo(10);
        bench.assertPaidOnce(10);
    }

    private List<Path> results() throws IOException {
        Path results = directory.resolve("job/results");
        if (!Files.exists(results)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(results)) {
            return files.toList();
        }
    }
}
