package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.ledger.Sample;
import io.github.batchferry.ledger.Tally;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Remainders of a batch as large as batches get. */
class FiftyThousandTest {
    private static final int ROWS = 50_000;

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void start() {
        bench = new Bench(directory);
        bench.limits = Sample.limits(ROWS, ROWS, 190L << 20, LimitTerms.Packing.NEIGHBOURS, LimitTerms.OnDoubt.HOLD);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void ofABatchThatExpiredAtFortyPercentExactlyTheOtherThirtyThousandAreBoughtAgain() {
        bench.provider.fault("{\"batches\":[{\"expire\":0.4,\"times\":1}]}");
        assertThat(bench.sealed(ROWS).carriedOn()).isEqualTo(new Tally(ROWS, ROWS, 0, 0, 0, 0, 0));
        assertThat(bench.batch(2).planned().requests()).isEqualTo(30_000);
        assertThat(bench.provider.batches()).hasSize(2);
        bench.assertPaidOnce(ROWS);
    }

    @Test
    void ofLinesThatMetARateLimitEachIsBoughtAgainOnce() {
        bench.provider.fault("{\"lines\":[{\"every\":2,\"times\":18325,\"status\":429,\"code\":\"rate_limit_exceeded\","
                + "\"message\":\"You've exceeded the 1000 request/min rate limit\"}]}");
        assertThat(bench.sealed(ROWS).carriedOn()).isEqualTo(new Tally(ROWS, ROWS, 0, 0, 0, 0, 0));
        assertThat(bench.batch(2).planned().requests()).isEqualTo(18_325);
        assertThat(bench.provider.batches()).hasSize(2);
        bench.assertPaidOnce(ROWS);
    }

    @Test
    void ofAFileWithThreeBadLinesAllOthersAreAnswered() {
        bench.provider.fault(
                "{\"batches\":[{\"times\":1,\"fail\":[" + bad(1) + "," + bad(25_000) + "," + bad(ROWS) + "]}]}");
        assertThat(bench.sealed(ROWS).carriedOn()).isEqualTo(new Tally(ROWS, 49_997, 3, 0, 0, 0, 0));
        assertThat(bench.batch(1).collected().lineReasons().get(24_999).message())
                .isEqualTo("This line is not parseable as valid JSON.");
        bench.assertPaidOnce(49_997);
    }

    private static String bad(int line) {
        return "{\"code\":\"invalid_json_line\",\"message\":\"This line is not parseable as valid JSON.\",\"line\":"
                + line + "}";
    }
}
