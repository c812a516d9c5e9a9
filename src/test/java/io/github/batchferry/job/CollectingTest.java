package io.github.batchferry.job;

import static io.github.batchferry.ledger.BatchState.Phase.COLLECTED;
import static io.github.batchferry.ledger.BatchState.Phase.CREATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.ExternalException;
import io.github.batchferry.Refused;
import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.ledger.CollectedFile;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.ledger.PositionRange;
import io.github.batchferry.ledger.Sample;
import io.github.batchferry.result.OutcomeCounts;
import io.github.batchferry.store.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectingTest {
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
    void theFilesAreThoseOfTheProviderAndTheLedgerSumsThemUp() throws IOException {
        Event.Collected collected =
                collected("{\"lines\":[{\"line\":2,\"status\":400,\"code\":\"c\",\"message\":\"m\"}]}", 3);
        assertThat(collected.absent()).isNull();
        assertThat(collected.unanswered()).isEmpty();
        for (CollectedFile file : new CollectedFile[] {collected.output(), collected.errors(), collected.index()}) {
            byte[] bytes = read(file.path());
            CRC32C checksum = new CRC32C();
            checksum.update(bytes);
            assertThat(file.bytes()).isEqualTo(bytes.length);
            assertThat(file.crc32c()).isEqualTo(checksum.getValue());
        }
        assertOutcomes(collected.counts(), 2, 1, 0, 0, 0);
    }

    @Test
    void aBatchWithNothingButErrorsHasNoOutputFile() {
        Event.Collected collected = collected(
                "{\"lines\":[{\"every\":1,\"error\":{\"code\":\"request_timeout\",\"message\":\"late\"}}]}", 3);
        assertThat(collected.output()).isNull();
        assertOutcomes(collected.counts(), 0, 3, 0, 0, 0);
        assertThat(collected.unanswered()).as("failed for now").containsExactly(new PositionRange(0, 3));
    }

    @Test
    void repeatedAndForeignLinesAreSetAsideAndSaid() {
        Event.Collected collected = collected("""
                {"lines":[{"line":1,"duplicated":"same"},{"line":2,"duplicated":"different"},
                          {"line":3,"foreign":"stranger"}]}""", 3);
        assertOutcomes(collected.counts(), 3, 0, 0, 0, 0);
        assertThat(collected.counts().duplicates()).isEqualTo(2);
        assertThat(collected.counts().conflictingDuplicates()).isEqualTo(1);
        assertThat(collected.counts().foreign()).isEqualTo(1);
        assertThat(bench.said()).contains("not asked", "2 result lines repeat a custom_id, 1 of them");
    }

    @Test
    void aDownloadThatBreaksOffIsBegunAgain() throws IOException {
        buy(3);
        bench.provider.fault("{\"requests\":[{\"path\":\"/v1/files/[^/]+/content\",\"truncate\":100,\"times\":2}]}");
        bench.advance().advance();
        assertOutcomes(bench.batch(1).collected().counts(), 3, 0, 0, 0, 0);
        assertThat(results()).containsExactlyInAnyOrder("index", "output.jsonl");
    }

    @Test
    void aDownloadThatNeverEndsLeavesTheBatchOpenAndNothingBehind() throws IOException {
        buy(3);
        bench.provider.fault("{\"requests\":[{\"path\":\"/v1/files/[^/]+/content\",\"truncate\":100,\"times\":3}]}");
        assertThat(bench.advance().advance().mayMove()).isTrue();
        assertThat(bench.said()).contains("its results are not complete yet", "ended after");
        assertThat(bench.phase(1)).isEqualTo(CREATED);
        assertThat(results()).isEmpty();
        bench.advance().advance();
        assertThat(bench.phase(1)).isEqualTo(COLLECTED);
    }

    @Test
    void ofTwoCollectorsTheFirstOneHoldsAndTheOtherDeletesItsFiles() throws IOException {
        buy(3);
        bench.advance(bench.job(), new ForwardingApi(bench.api) {
                    @Override
                    public Optional<Long> download(String fileId, OutputStream sink) {
                        bench.advance().advance();
                        return super.download(fileId, sink);
                    }
                })
                .advance();
        assertThat(results()).containsExactlyInAnyOrder("index", "output.jsonl");
        Event.Collected collected = bench.batch(1).collected();
        assertThat(bench.store.list("results"))
                .extracting(file -> "results/" + file.name())
                .containsExactlyInAnyOrder(
                        collected.output().path(), collected.index().path());
    }

    @Test
    void filesThatTheLedgerMayNameAreNotDeleted() throws IOException {
        buy(3);
        LosingAnswers store = new LosingAnswers(bench.store);
        Job job = Job.open(store, Bench.CLOCK);
        store.loses = true;
        bench.advance(job, bench.api).advance();
        assertThat(bench.said()).contains("the answer was lost");
        assertThat(bench.phase(1)).isEqualTo(COLLECTED);
        assertThat(read(bench.batch(1).collected().output().path())).isNotEmpty();
        assertThat(read(bench.batch(1).collected().index().path())).isNotEmpty();
    }

    @Test
    void aBatchThatCannotBeLookedAtKeepsNoOtherFromBeingCollected() {
        bench.limits = Sample.limits(10_000, 50_000, 190L << 20, LimitTerms.Packing.NONE, LimitTerms.OnDoubt.HOLD);
        buy(3, 2);
        String bad = bench.batch(1).batchId();
        Advance advance = bench.advance(bench.job(), new ForwardingApi(bench.api) {
            @Override
            public Optional<Batch> batch(String id) {
                if (id.equals(bad)) {
                    throw ExternalException.refused(
                            "the server is confused",
                            new Refused(500, null, null, "", null),
                            null,
                            ExternalException.Repeat.MAY_HELP);
                }
                return super.batch(id);
            }
        });
        assertThat(advance.advance().mayMove()).isTrue();
        assertThat(bench.phase(1)).isEqualTo(CREATED);
        assertThat(bench.phase(2)).isEqualTo(COLLECTED);
        assertThat(bench.said()).contains("batch 1 could not be looked at: the server is confused");
    }

    @Test
    void aResultsFileWithoutAnEndIsCutByItsBudgetAndLeavesNothingBehind() throws IOException {
        bench.limits = Sample.limits(10_000, 50_000, 1 << 20, LimitTerms.Packing.NEIGHBOURS, LimitTerms.OnDoubt.HOLD);
        buy(3);
        bench.advance(bench.job(), new ForwardingApi(bench.api) {
                    @Override
                    public Optional<Long> download(String fileId, OutputStream sink) {
                        byte[] line =
                                "{\"custom_id\":\"nobody\"}\n".repeat(10_000).getBytes();
                        try {
                            while (true) {
                                sink.write(line);
                            }
                        } catch (IOException e) {
                            throw ExternalException.unanswered(e.getMessage(), ExternalException.Repeat.IN_VAIN, e);
                        }
                    }
                })
                .advance();
        assertThat(bench.said()).contains("has no end: it is longer than");
        assertThat(bench.phase(1)).isEqualTo(CREATED);
        assertThat(results()).isEmpty();
    }

    @Test
    void aBatchThatListsLeaveOutIsAskedForByItself() {
        bench.provider.fault("{\"batches\":[{\"hide\":{\"list\":1000,\"get\":0}}]}");
        bench.sealed(3);
        bench.advance().advance();
        String id = bench.batch(1).batchId();
        while (bench.phase(1) != COLLECTED) {
            bench.advance().advance();
        }
        assertThat(bench.batch(1).batchId()).isEqualTo(id);
        bench.assertPaidOnce(3);
    }

    @Test
    void aBatchThatNobodyFindsStaysOpenAndIsNotBoughtAgain() {
        buy(3);
        AdvanceResult advanced =
                bench.advance(bench.job(), bench.api("sk-other")).advance();
        assertThat(advanced.mayMove()).isTrue();
        assertThat(bench.phase(1)).isEqualTo(CREATED);
        bench.advance().advance();
        bench.assertPaidOnce(3);
    }

    @Test
    void aBatchIsFoundBehindManyForeignOnes() {
        buy(3);
        for (int i = 0; i < 120; i++) {
            bench.provider.create("file-x" + i, Map.of());
        }
        bench.advance().advance();
        assertThat(bench.phase(1)).isEqualTo(COLLECTED);
    }

    private Event.Collected collected(String faults, int rows) {
        bench.provider.fault(faults);
        return collectedThrough(bench.api, rows);
    }

    private Event.Collected collectedThrough(BatchApi api, int rows) {
        buy(rows);
        bench.advance(bench.job(), api).collect();
        return bench.batch(1).collected();
    }

    private void buy(int... rows) {
        bench.sealed(rows);
        bench.advance().advance();
        bench.provider.awaitEnds();
    }

    private byte[] read(String path) throws IOException {
        try (InputStream in = bench.store.open(path)) {
            return in.readAllBytes();
        }
    }

    private List<String> results() throws IOException {
        return bench.store.list("results").stream()
                .map(StoredFile::name)
                .map(name -> name.substring(name.indexOf('.') + 1))
                .toList();
    }

    private static int lines(List<PositionRange> ranges) {
        return ranges.stream().mapToInt(range -> range.to() - range.from()).sum();
    }

    private static void assertOutcomes(
            OutcomeCounts counts, int succeeded, int failed, int expired, int cancelled, int missing) {
        assertThat(counts.succeeded()).as("succeeded").isEqualTo(succeeded);
        assertThat(counts.failed()).as("failed").isEqualTo(failed);
        assertThat(counts.expired()).as("expired").isEqualTo(expired);
        assertThat(counts.cancelled()).as("cancelled").isEqualTo(cancelled);
        assertThat(counts.missing()).as("missing").isEqualTo(missing);
    }
}
