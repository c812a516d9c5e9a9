package io.github.batchferry.job;

import static io.github.batchferry.job.BatchState.Phase.COLLECTED;
import static io.github.batchferry.job.BatchState.Phase.CREATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.BatchPage;
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
    void whatExpiredOrWasCancelledByOthersMayBeBoughtAgainAndTheRestStays() {
        Event.Collected expired = collected("{\"batches\":[{\"expire\":0.5}]}", 4);
        assertThat(expired.status()).isEqualTo("expired");
        assertOutcomes(expired.counts(), 2, 0, 2, 0, 0);
        assertThat(lines(expired.unanswered())).isEqualTo(2);
        bench.assertPaidOnce(2);
    }

    @Test
    void aCancelledBatchKeepsWhatItAnswered() {
        Event.Collected cancelled = collected("{\"batches\":[{\"cancel\":0.25}]}", 4);
        assertThat(cancelled.status()).isEqualTo("cancelled");
        assertOutcomes(cancelled.counts(), 1, 0, 0, 3, 0);
        assertThat(lines(cancelled.unanswered())).isEqualTo(3);
    }

    @Test
    void aLineThatTheServerCountsAsDoneAndDoesNotGiveIsNeverBoughtAgain() {
        Event.Collected collected = collected("{\"lines\":[{\"line\":2,\"missing\":\"paid\"}]}", 3);
        assertOutcomes(collected.counts(), 2, 0, 0, 0, 1);
        assertThat(collected.absent().status()).isEqualTo("failed");
        assertThat(collected.absent().code()).isEqualTo("result_incomplete");
        assertThat(collected.unanswered()).isEmpty();
    }

    @Test
    void aLineThatNobodyAnsweredOrCountedIsMissingAndMayBeBoughtAgain() {
        Event.Collected collected = collected(
                "{\"lines\":[{\"line\":2,\"missing\":\"unpaid\"}],"
                        + "\"batches\":[{\"counts\":{\"total\":3,\"completed\":2,\"failed\":0}}]}",
                3);
        assertThat(collected.absent().status()).isEqualTo("missing");
        assertThat(collected.unanswered()).containsExactly(new PositionRange(1, 2));
    }

    @Test
    void countsLargerThanTheLinesMeanThatSomethingWasPerhapsPaid() {
        Event.Collected collected = collected(
                "{\"lines\":[{\"line\":2,\"missing\":\"unpaid\"}],"
                        + "\"batches\":[{\"counts\":{\"total\":3,\"completed\":2,\"failed\":1}}]}",
                3);
        assertThat(collected.absent().code()).isEqualTo("result_incomplete");
        assertThat(collected.unanswered()).isEmpty();
    }

    @Test
    void aLineThatCannotBeReadWasPerhapsPaidWhereTheServerCountsNothing() {
        bench.provider.fault("{\"lines\":[{\"line\":2,\"raw\":\"{torn\"}]}");
        Event.Collected collected = collectedThrough(new Countless(bench.api), 3);
        assertOutcomes(collected.counts(), 2, 0, 0, 0, 1);
        assertThat(collected.counts().invalidLines()).isEqualTo(1);
        assertThat(collected.absent().code()).isEqualTo("result_incomplete");
        assertThat(collected.unanswered()).isEmpty();
    }

    @Test
    void whereTheServerCountsNothingALineWithoutAnAnswerIsMissing() {
        bench.provider.fault("{\"lines\":[{\"line\":2,\"missing\":\"unpaid\"}]}");
        Event.Collected collected = collectedThrough(new Countless(bench.api), 3);
        assertThat(collected.absent().code()).isEqualTo("missing");
        assertThat(collected.unanswered()).containsExactly(new PositionRange(1, 2));
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
    void aBatchThatFailedValidationBoughtNothing() {
        Event.Collected collected = collected("""
                {"batches":[{"fail":[{"code":"invalid_json_line","message":"line two","line":2}]}]}""", 3);
        assertThat(collected.status()).isEqualTo("failed");
        assertThat(collected.counts()).isNull();
        assertThat(collected.lineReasons())
                .containsOnly(Map.entry(1, new Reason("failed", "invalid_json_line", "line two", null, null)));
        assertThat(collected.absent().message()).contains("not sent: other lines", "invalid_json_line");
        assertThat(collected.unanswered()).containsExactly(new PositionRange(0, 1), new PositionRange(2, 3));
        bench.assertPaidOnce(0);
    }

    @Test
    void resultsThatAreGoneAreSaidToBeAndNeverBoughtAgain() {
        buy(3);
        bench.provider.delete("files/"
                + bench.provider.batches().get(0).path("output_file_id").asText());
        bench.advance().advance();
        Event.Collected collected = bench.batch(1).collected();
        assertThat(collected.output()).isNull();
        assertThat(collected.absent().code()).isEqualTo("result_expired");
        assertThat(collected.unanswered()).isEmpty();
        assertOutcomes(collected.counts(), 0, 0, 0, 0, 3);
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
        assertThatThrownBy(() -> bench.advance().advance()).isInstanceOf(ExternalException.class);
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
        assertThatThrownBy(() -> bench.advance(job, bench.api).advance()).isInstanceOf(ExternalException.class);
        assertThat(bench.phase(1)).isEqualTo(COLLECTED);
        assertThat(read(bench.batch(1).collected().output().path())).isNotEmpty();
        assertThat(read(bench.batch(1).collected().index().path())).isNotEmpty();
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
        Advanced advanced = bench.advance(bench.job(), bench.api("sk-other")).advance();
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

    private void buy(int rows) {
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

    /** A provider that gives no {@code request_counts}. */
    private static final class Countless extends ForwardingApi {
        Countless(BatchApi api) {
            super(api);
        }

        @Override
        public BatchPage list(String after, int limit) {
            BatchPage page = super.list(after, limit);
            return new BatchPage(page.batches().stream().map(Countless::without).toList(), page.hasMore());
        }

        private static Batch without(Batch batch) {
            return new Batch(
                    batch.id(),
                    batch.status(),
                    batch.endpoint(),
                    batch.inputFileId(),
                    batch.outputFileId(),
                    batch.errorFileId(),
                    batch.createdAt(),
                    null,
                    batch.errors(),
                    batch.metadata(),
                    batch.model());
        }
    }
}
