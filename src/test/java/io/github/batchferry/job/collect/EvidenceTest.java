package io.github.batchferry.job.collect;

import static io.github.batchferry.job.collect.Evidence.Verdict.NOT_YET;
import static io.github.batchferry.job.collect.Evidence.Verdict.THE_REST_IS_UNPAID;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.batch.Batch;
import io.github.batchferry.batch.BatchError;
import io.github.batchferry.batch.BatchStatus;
import io.github.batchferry.batch.RequestCounts;
import io.github.batchferry.provider.Provider;
import io.github.batchferry.result.OutcomeCounts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch of ten requests expired. What it counts and what its files hold, and what both together prove of the others. */
class EvidenceTest {
    @ParameterizedTest
    @CsvSource({
        "1, 0, 1, 0, 7",
        "1, 7, 1, 0, 7",
        "1, 2, 1, 2, 0",
    })
    void countsThatAreTheLinesProveTheRestUnpaid(int completed, int failed, int answers, int errors, int stopped) {
        assertThat(verdict(completed, failed, answers, errors, stopped)).isEqualTo(THE_REST_IS_UNPAID);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 0, 0, 0, 2",
        "3, 0, 1, 0, 2",
        "4, 3, 0, 0, 7",
        "3, 0, 1, 0, 0",
    })
    void anAnswerThatIsCountedAndHasNoLineYetIsNotMadeUpForByRequestsThatWereStopped(
            int completed, int failed, int answers, int errors, int stopped) {
        assertThat(verdict(completed, failed, answers, errors, stopped)).isEqualTo(NOT_YET);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 9, 11})
    void countsOfAnotherTotalThanOurRequestsProveNothing(int total) {
        RequestCounts counts = new RequestCounts(total, 1, 2);
        assertThat(verdict(counts, 1, 2, 0)).isEqualTo(NOT_YET);
    }

    @Test
    void aBatchThatWasInProgressAndFailedRanHoweverLittleItShows() {
        BatchError outage = new BatchError("server_error", "try again", null, null);
        BatchError validation = new BatchError("invalid_json_line", "not JSON", null, 1);
        assertThat(ranNothing(failed(0, outage))).isTrue();
        assertThat(ranNothing(failed(1, outage))).isFalse();
        assertThat(ranNothing(failed(1))).isFalse();
        assertThat(ranNothing(failed(1, validation))).isTrue();
    }

    private static boolean ranNothing(Batch remote) {
        return Evidence.ranNothing(remote, new FailedValidation(Provider.OPENAI.refusals()));
    }

    private static Batch failed(long inProgressAt, BatchError... errors) {
        return new Batch(
                "batch_1",
                BatchStatus.FAILED,
                null,
                "file-1",
                null,
                null,
                0,
                inProgressAt,
                new RequestCounts(0, 0, 0),
                List.of(errors),
                Map.of(),
                null,
                null);
    }

    private static Evidence.Verdict verdict(int completed, int failed, int answers, int errors, int stopped) {
        return verdict(new RequestCounts(10, completed, failed), answers, errors, stopped);
    }

    private static Evidence.Verdict verdict(RequestCounts counts, int answers, int errors, int stopped) {
        int missing = 10 - answers - errors - stopped;
        return new Evidence(
                        expired(counts),
                        10,
                        new OutcomeCounts(answers, errors, stopped, 0, missing, 0, 0, 0, 0, 0, 0, Map.of()))
                .verdict();
    }

    private static Batch expired(RequestCounts counts) {
        return new Batch(
                "batch_1",
                BatchStatus.EXPIRED,
                null,
                "file-1",
                null,
                "file-2",
                0,
                1,
                counts,
                List.of(),
                Map.of(),
                null,
                null);
    }
}
