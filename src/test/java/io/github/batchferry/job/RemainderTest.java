package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.ExternalException;
import io.github.batchferry.job.plan.Planner;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.ledger.Sample;
import io.github.batchferry.ledger.Tally;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemainderTest {
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
    void ofABatchThatExpiredAtFortyPercentExactlyTheOtherSixtyAreBoughtAgain() {
        bench.provider.fault("{\"batches\":[{\"expire\":0.4,\"times\":1}]}");
        Tally tally = bench.sealed(10).carriedOn();
        assertThat(tally).isEqualTo(new Tally(10, 10, 0, 0, 0, 0, 0));
        bench.assertPaidOnce(10);
        assertThat(bench.batch(2).planned().requests()).isEqualTo(6);
        assertThat(bench.batch(2).planned().attempt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"429, rate_limit_exceeded", "408, request_timeout", "409, conflict", "500, server_error", "503, x"})
    void linesThatFailedForNowAreBoughtAgainOnceEach(int status, String code) {
        bench.provider.fault("{\"lines\":[{\"every\":3,\"metadata\":{\"batchferry_batch\":\"1\"},\"status\":" + status
                + ",\"code\":\"" + code + "\",\"message\":\"later\"}]}");
        Tally tally = bench.sealed(10).carriedOn();
        assertThat(tally).isEqualTo(new Tally(10, 10, 0, 0, 0, 0, 0));
        bench.assertPaidOnce(10);
        assertThat(bench.batch(2).planned().lines())
                .containsExactly(Sample.lines("w1", 0, 2, 3), Sample.lines("w1", 0, 5, 6), Sample.lines("w1", 0, 8, 9));
    }

    @Test
    void remaindersOfSeveralBatchesArePackedIntoOne() {
        bench.limits = Sample.limits(4, 50_000, 190L << 20, LimitTerms.Packing.NONE, LimitTerms.OnDoubt.HOLD);
        bench.provider.fault("{\"batches\":[{\"expire\":0.5,\"times\":3}]}");
        Tally tally = bench.sealed(2, 2, 2).carriedOn();
        assertThat(tally.succeeded()).isEqualTo(6);
        assertThat(bench.provider.batches()).hasSize(4);
        bench.assertPaidOnce(6);
    }

    @Test
    void whatKeepsGettingNoAnswerIsBoughtAsOftenAsAllowedAndThenSaysWhy() {
        bench.provider.fault("{\"batches\":[{\"expire\":0.0,\"times\":-1}]}");
        Tally tally = bench.sealed(4).carriedOn();
        assertThat(tally).isEqualTo(new Tally(4, 0, 0, 4, 0, 0, 0));
        assertThat(bench.provider.batches()).hasSize(3);
        bench.assertPaidOnce(0);
    }

    @Test
    void whatWasAnsweredOrFailedForGoodIsNeverBoughtAgain() {
        bench.provider.fault("{\"lines\":[{\"line\":2,\"status\":400,\"code\":\"context_length_exceeded\"}],"
                + "\"batches\":[{\"expire\":0.5,\"times\":1}]}");
        Tally tally = bench.sealed(4).carriedOn();
        assertThat(tally).isEqualTo(new Tally(4, 3, 1, 0, 0, 0, 0));
        bench.assertPaidOnce(3);
    }

    @Test
    void twoDriversBuyARemainderOnce() {
        bench.provider.fault("{\"batches\":[{\"expire\":0.5,\"times\":1}]}");
        bench.sealed(8);
        bench.advance().advance();
        bench.provider.awaitEnds();
        Advance one = bench.advance();
        Advance other = bench.advance();
        one.advance();
        other.advance();
        assertThat(bench.provider.batches()).hasSize(2);
        assertThat(bench.carriedOn().succeeded()).isEqualTo(8);
        bench.assertPaidOnce(8);
    }

    @Test
    void threeBadLinesFailInTheServersWordsAndTheOthersAreAnswered() {
        bench.provider.fault(
                "{\"batches\":[{\"times\":1,\"fail\":[" + named(2) + "," + named(5) + "," + named(9) + "]}]}");
        Tally tally = bench.sealed(10).carriedOn();
        assertThat(tally).isEqualTo(new Tally(10, 7, 3, 0, 0, 0, 0));
        assertThat(bench.batch(1).collected().lineReasons().get(4).message()).isEqualTo("bad line 5");
        assertThat(bench.batch(2).planned().attempt()).as("nothing was bought").isEqualTo(1);
        bench.assertPaidOnce(7);
    }

    @Test
    void manyBadLinesThatAreNamedAFewAtATimeDoNotStarveTheGoodOnes() {
        String five = IntStream.rangeClosed(1, 5).mapToObj(RemainderTest::named).collect(Collectors.joining(","));
        bench.provider.fault("{\"batches\":[{\"times\":10,\"fail\":[" + five + "]}]}");
        Tally tally = bench.sealed(60).carriedOn();
        assertThat(tally).isEqualTo(new Tally(60, 10, 50, 0, 0, 0, 0));
        bench.assertPaidOnce(10);
    }

    @Test
    void aServerThatNamesALineAtATimeIsAskedUntilEachHasItsWords() {
        bench.provider.fault("{\"batches\":[{\"times\":-1,\"fail\":[" + named(1) + "]}]}");
        Tally tally = bench.sealed(40).carriedOn();
        assertThat(tally).isEqualTo(new Tally(40, 0, 40, 0, 0, 0, 0));
        assertThat(bench.provider.batches()).hasSize(40);
        bench.assertPaidOnce(0);
    }

    @Test
    void aFileThatIsNotVisibleYetIsSentAgain() {
        bench.provider.fault("{\"batches\":[{\"times\":2,\"fail\":[{\"code\":\"invalid_request\",\"message\":"
                + "\"Cannot find file file-1, or organization org-1 does not have access to it.\","
                + "\"param\":\"file_id\"}]}]}");
        Tally tally = bench.sealed(3).carriedOn();
        assertThat(tally.succeeded()).isEqualTo(3);
        assertThat(bench.batch(3).planned().attempt()).isEqualTo(1);
        bench.assertPaidOnce(3);
    }

    @Test
    void aModelThatDoesNotExistFailsItsRowsAtOnce() {
        bench.provider.fault(
                "{\"batches\":[{\"times\":-1,\"fail\":[{\"code\":\"model_not_found\",\"message\":"
                        + "\"The provided model 'm' is not supported by the Batch API.\",\"param\":\"body.model\",\"line\":1}]}]}");
        assertThat(bench.sealed(3).carriedOn()).isEqualTo(new Tally(3, 0, 3, 0, 0, 0, 0));
        assertThat(bench.provider.batches()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"billing_hard_limit_reached", "insufficient_quota", "permission_denied"})
    void aBatchThatFailedForMoneyOrRightsStopsTheJobAndKeepsItsLines(String code) {
        bench.provider.fault(
                "{\"batches\":[{\"times\":1,\"fail\":[{\"code\":\"" + code + "\",\"message\":\"no more\"}]}]}");
        bench.sealed(3);
        bench.advance().advance();
        bench.provider.awaitEnds();
        bench.advance().advance();
        bench.time.pass(Duration.ofMinutes(2));
        assertThatThrownBy(() -> bench.advance().advance())
                .isInstanceOf(ExternalException.class)
                .hasMessageContaining("nothing was bought for it: no more")
                .hasMessageContaining("Whoever")
                .hasMessageContaining("run again");
        assertThat(Tally.of(bench.job().state()).pending()).isEqualTo(3);
        assertThat(bench.carriedOn().succeeded()).isEqualTo(3);
        bench.assertPaidOnce(3);
    }

    @Test
    void whatWasCancelledBySomebodyElseIsBoughtAgain() {
        bench.provider.fault("{\"batches\":[{\"cancel\":0.25,\"times\":1}]}");
        assertThat(bench.sealed(8).carriedOn().succeeded()).isEqualTo(8);
        bench.assertPaidOnce(8);
    }

    @Test
    void aLineThatIsMissingIsBoughtAgainAndOneThatWasPerhapsPaidIsNot() {
        bench.provider.fault(
                "{\"lines\":[{\"line\":2,\"missing\":\"unpaid\",\"metadata\":{\"batchferry_batch\":\"1\"}}],"
                        + "\"batches\":[{\"times\":1,\"counts\":{\"total\":3,\"completed\":2,\"failed\":0}}]}");
        assertThat(bench.sealed(3).carriedOn()).isEqualTo(new Tally(3, 3, 0, 0, 0, 0, 0));
        bench.provider.fault(
                "{\"lines\":[{\"line\":1,\"missing\":\"paid\",\"metadata\":{\"batchferry_batch\":\"3\"}}]}");
        assertThat(bench.sealed(2).carriedOn()).isEqualTo(new Tally(5, 4, 1, 0, 0, 0, 0));
        bench.assertPaidOnce(5);
    }

    @Test
    void inputFilesOfCollectedBatchesAreDeletedUnlessTheyAreToBeKept() {
        bench.sealed(2).carriedOn();
        assertThat(bench.provider.files()).isEmpty();
        int calls = bench.provider.calls("DELETE /v1/files/{id}");
        bench.advance().advance();
        assertThat(bench.provider.calls("DELETE /v1/files/{id}"))
                .as("told once, done once")
                .isEqualTo(calls);
    }

    @Test
    void inputFilesStayWhereThatWasAsked() {
        LimitTerms all = Sample.LIMITS;
        bench.limits = new LimitTerms(
                all.requestsPerBatch(),
                all.maxRequestsPerBatch(),
                all.maxBytesPerBatch(),
                null,
                null,
                2000,
                1,
                all.packing(),
                all.onDoubt(),
                LimitTerms.InputFiles.KEEP,
                0,
                1);
        bench.provider.fault("{\"batches\":[{\"expire\":0.5,\"times\":1}]}");
        assertThat(bench.sealed(2).carriedOn())
                .as("with one attempt nothing is bought again")
                .isEqualTo(new Tally(2, 1, 0, 1, 0, 0, 0));
        assertThat(bench.provider.files()).hasSize(1);
    }

    @Test
    void aPlanOfLinesThatAreNotFreeOrNotInOrderIsVoid() {
        JobState state = Sample.fold(
                Sample.sealed("w", 10),
                Sample.planned(Sample.batch(1, Sample.lines("w", 0, 4, 8), Sample.lines("w", 0, 0, 2))),
                Sample.planned(Sample.batch(2, Sample.lines("w", 0, 0, 4), Sample.lines("w", 0, 3, 6))),
                Sample.planned(Sample.batch(3, Sample.lines("w", 0, 5, 11))));
        assertThat(state.batches()).isEmpty();
        assertThat(new Planner(state, Instant.MAX).plan()).hasSize(1);
    }

    private static String named(int line) {
        return "{\"code\":\"invalid_request\",\"message\":\"bad line " + line + "\",\"line\":" + line + "}";
    }
}
