package io.github.batchferry.job;

import static io.github.batchferry.ledger.BatchState.Phase.CREATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchApi;
import io.github.batchferry.batch.BatchPage;
import io.github.batchferry.batch.Time;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Job;
import io.github.batchferry.ledger.PositionRange;
import io.github.batchferry.ledger.Reason;
import io.github.batchferry.result.OutcomeCounts;
import io.github.batchferry.result.answer.RowStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnansweredTest {
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
        assertGap("{\"lines\":[{\"line\":2,\"missing\":\"paid\"}]}", bench.api);
    }

    @Test
    void aLineThatNobodyAnsweredOrCountedIsMissingOnceTwoLooksAgree() {
        bench.provider.fault("{\"lines\":[{\"line\":2,\"missing\":\"unpaid\"}],"
                + "\"batches\":[{\"counts\":{\"total\":3,\"completed\":2,\"failed\":0}}]}");
        buy(3);
        bench.advance().collect();
        assertThat(bench.phase(1)).as("after one look").isEqualTo(CREATED);
        bench.time.pass(Duration.ofSeconds(119));
        bench.advance().collect();
        assertThat(bench.phase(1)).as("after two looks that are close").isEqualTo(CREATED);
        bench.time.pass(Duration.ofSeconds(1));
        bench.advance().collect();
        Event.Collected collected = bench.batch(1).collected();
        assertThat(collected.absent().status()).isEqualTo(RowStatus.MISSING);
        assertThat(collected.unanswered()).containsExactly(new PositionRange(1, 2));
    }

    @Test
    void aLookByAClockThatIsADayAheadIsNoSecondLookAndNobodyWaitsADayForIt() {
        bench.provider.fault("{\"lines\":[{\"line\":2,\"missing\":\"unpaid\"}],"
                + "\"batches\":[{\"counts\":{\"total\":3,\"completed\":2,\"failed\":0}}]}");
        buy(3);
        Clock ahead = Clock.offset(bench.time, Duration.ofDays(1));
        Job other = Job.open(bench.store, ahead);
        new Advance(other, bench.api, bench.said::add, new Time(ahead, bench.time, bench.time)).collect();
        bench.advance().collect();
        assertThat(bench.phase(1)).as("moments after the other clock's look").isEqualTo(CREATED);
        bench.time.pass(Duration.ofMinutes(2));
        bench.advance().collect();
        assertThat(bench.batch(1).collected().absent().status()).isEqualTo(RowStatus.MISSING);
    }

    @Test
    void countsLargerThanTheLinesMeanThatSomethingWasPerhapsPaid() {
        assertGap(
                "{\"lines\":[{\"line\":2,\"missing\":\"unpaid\"}],"
                        + "\"batches\":[{\"counts\":{\"total\":3,\"completed\":2,\"failed\":1}}]}",
                bench.api);
    }

    @Test
    void countsOfNothingProveNothing() {
        assertGap(
                "{\"lines\":[{\"line\":2,\"missing\":\"paid\"}],"
                        + "\"batches\":[{\"counts\":{\"total\":0,\"completed\":0,\"failed\":0}}]}",
                bench.api);
    }

    @Test
    void aLineThatCannotBeReadWasPerhapsPaidWhereTheServerCountsNothing() {
        Event.Collected collected = assertGap("{\"lines\":[{\"line\":2,\"raw\":\"{torn\"}]}", new Countless(bench.api));
        assertThat(collected.counts().invalidLines()).isEqualTo(1);
    }

    @Test
    void aLineOfAnIdThatWasNotAskedWasPerhapsTheMissingOneWhereTheServerCountsNothing() {
        Event.Collected collected = assertGap(
                "{\"lines\":[{\"line\":2,\"missing\":\"unpaid\"},{\"line\":1,\"foreign\":\"not-ours\"}]}",
                new Countless(bench.api));
        assertThat(collected.counts().foreign()).isEqualTo(1);
    }

    @Test
    void whereTheServerCountsNothingALineWithoutAnAnswerIsANamedGapAndNoPurchase() {
        assertGap("{\"lines\":[{\"line\":2,\"missing\":\"unpaid\"}]}", new Countless(bench.api));
    }

    @Test
    void aBatchThatFailedValidationBoughtNothing() {
        Event.Collected collected = collected("""
                {"batches":[{"fail":[{"code":"invalid_json_line","message":"line two","line":2}]}]}""", 3);
        assertThat(collected.status()).isEqualTo("failed");
        assertThat(collected.counts()).isNull();
        assertThat(collected.lineReasons())
                .containsOnly(Map.entry(1, new Reason(RowStatus.FAILED, "invalid_json_line", "line two", null, null)));
        assertThat(collected.absent().message()).contains("not sent: other lines", "invalid_json_line");
        assertThat(collected.unanswered()).containsExactly(new PositionRange(0, 1), new PositionRange(2, 3));
        bench.assertPaidOnce(0);
    }

    @Test
    void aBatchThatFailedWithoutAReasonIsLookedAtTwiceBeforeItCountsAsUnpaid() {
        bench.provider.fault("{\"batches\":[{\"fail\":[{\"code\":\"server_error\",\"message\":\"try again\"}]}]}");
        buy(3);
        bench.advance().collect();
        assertThat(bench.phase(1)).isEqualTo(CREATED);
        bench.time.pass(Duration.ofMinutes(2));
        bench.advance().collect();
        assertThat(bench.batch(1).collected().unanswered()).containsExactly(new PositionRange(0, 3));
    }

    @Test
    void resultsThatAreGoneAreWaitedForAndThenNamedAndNeverBoughtAgain() {
        buy(3);
        bench.provider.delete("files/"
                + bench.provider.batches().get(0).path("output_file_id").asText());
        Event.Collected collected = collectedAfterPatience(bench.api);
        assertThat(collected.output()).isNull();
        assertThat(collected.absent().code()).isEqualTo("result_incomplete");
        assertThat(collected.unanswered()).isEmpty();
        assertOutcomes(collected.counts(), 0, 0, 0, 0, 3);
    }

    /** Waits for as long as the results are waited for. */
    private Event.Collected collectedAfterPatience(BatchApi api) {
        bench.advance(bench.job(), api).collect();
        assertThat(bench.phase(1)).as("not given up at the first look").isEqualTo(CREATED);
        bench.time.pass(Duration.ofMinutes(59));
        bench.advance(bench.job(), api).collect();
        assertThat(bench.phase(1)).as("not given up before its time").isEqualTo(CREATED);
        bench.time.pass(Duration.ofMinutes(1));
        bench.advance(bench.job(), api).collect();
        return bench.batch(1).collected();
    }

    /** Of three lines one is lost: nothing proves that it was not paid. */
    private Event.Collected assertGap(String faults, BatchApi api) {
        bench.provider.fault(faults);
        buy(3);
        Event.Collected collected = collectedAfterPatience(api);
        assertOutcomes(collected.counts(), 2, 0, 0, 0, 1);
        assertThat(collected.absent().status()).isEqualTo(RowStatus.FAILED);
        assertThat(collected.absent().code()).isEqualTo("result_incomplete");
        assertThat(collected.unanswered()).isEmpty();
        return collected;
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
        public Optional<Batch> batch(String batchId) {
            return super.batch(batchId).map(Countless::without);
        }

        @Override
        public BatchPage list(String after, int limit) {
            BatchPage page = super.list(after, limit);
            return new BatchPage(
                    page.batches().stream().map(Countless::without).toList(), page.hasMore(), page.cursor());
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
                    batch.inProgressAt(),
                    null,
                    batch.errors(),
                    batch.metadata(),
                    batch.model(),
                    batch.usage());
        }
    }
}
