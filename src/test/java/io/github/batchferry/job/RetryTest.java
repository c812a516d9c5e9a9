package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person's word that requests without an answer may be bought once more. */
class RetryTest {
    private static final Retry.Wanted ALL = wanted(Set.of(), Set.of(), Retry.PerhapsPaid.LEAVE);

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
    void rowsThatFailedForGoodAreBoughtOnceMoreAndNoOtherOne() throws IOException {
        bench.provider.fault("{\"lines\":[{\"line\":2,\"status\":400,\"code\":\"context_length_exceeded\"}]}");
        assertThat(bench.sealed(4).carriedOn()).isEqualTo(new Tally(4, 3, 1, 0, 0, 0, 0));
        bench.provider.noFaults();
        assertThat(retry().count(ALL).requests()).isEqualTo(1);
        assertThat(bench.carriedOn().failed()).as("counting frees nothing").isEqualTo(1);
        Retry.Freed freed = retry().free(ALL, "me");
        assertThat(freed.byReason()).isEqualTo(Map.of("failed context_length_exceeded", 1L));
        assertThat(Tally.of(bench.job().state())).isEqualTo(new Tally(4, 3, 0, 0, 0, 0, 1));
        assertThat(bench.carriedOn()).isEqualTo(new Tally(4, 4, 0, 0, 0, 0, 0));
        assertThat(bench.batch(2).planned().requests()).isEqualTo(1);
        bench.assertPaidOnce(4);
    }

    @Test
    void whatWasBoughtAsOftenAsAllowedGetsOneAttemptMore() throws IOException {
        bench.provider.fault("{\"batches\":[{\"expire\":0.0,\"times\":-1}]}");
        assertThat(bench.sealed(4).carriedOn().expired()).isEqualTo(4);
        assertThat(retry().free(ALL, "me").requests()).isEqualTo(4);
        assertThat(bench.carriedOn()).as("one attempt, not more").isEqualTo(new Tally(4, 0, 0, 4, 0, 0, 0));
        assertThat(bench.provider.batches()).hasSize(4);
        bench.provider.noFaults();
        retry().free(ALL, "me");
        assertThat(bench.carriedOn().succeeded()).isEqualTo(4);
        bench.assertPaidOnce(4);
    }

    @Test
    void onlyTheStatusAndTheCodeThatWereNamedAreFreed() throws IOException {
        bench.provider.fault(
                "{\"lines\":[{\"line\":1,\"status\":400,\"code\":\"a\"},{\"line\":2,\"status\":400,\"code\":\"b\"}]}");
        bench.sealed(4).carriedOn();
        assertThat(retry().count(wanted(Set.of(), Set.of("b"), Retry.PerhapsPaid.LEAVE))
                        .byReason())
                .isEqualTo(Map.of("failed b", 1L));
        assertThat(retry().count(wanted(Set.of("expired"), Set.of(), Retry.PerhapsPaid.LEAVE))
                        .requests())
                .isZero();
        assertThat(retry().count(wanted(Set.of("failed"), Set.of(), Retry.PerhapsPaid.LEAVE))
                        .requests())
                .isEqualTo(2);
    }

    @Test
    void requestsThatWerePerhapsPaidAreFreedOnlyWhereThatIsSaid() throws IOException {
        bench.provider.fault("{\"lines\":[{\"line\":2,\"missing\":\"unpaid\"}],"
                + "\"batches\":[{\"counts\":{\"total\":3,\"completed\":2,\"failed\":1}}]}");
        assertThat(bench.sealed(3).carriedOn().failed()).isEqualTo(1);
        bench.provider.noFaults();
        Retry.Freed left = retry().free(ALL, "me");
        assertThat(left.requests()).isZero();
        assertThat(left.left()).isEqualTo(1);
        assertThat(bench.carriedOn().failed()).isEqualTo(1);
        Retry.Freed taken = retry().free(wanted(Set.of(), Set.of(), Retry.PerhapsPaid.TAKE), "me");
        assertThat(taken.perhapsPaid()).isEqualTo(1);
        assertThat(bench.carriedOn()).isEqualTo(new Tally(3, 3, 0, 0, 0, 0, 0));
    }

    @Test
    void aBatchThatWasRefusedForItsModelIsPostedAgainFromItsFile() throws IOException {
        bench.provider.fault("""
                {"requests":[{"method":"POST","path":"/v1/batches","status":400,"times":1,
                              "body":{"error":{"code":"model_not_found","message":"no such model"}}}]}""");
        assertThat(bench.sealed(3).carriedOn().failed()).isEqualTo(3);
        assertThat(retry().free(ALL, "me").requests()).isEqualTo(3);
        assertThat(bench.carriedOn().succeeded()).isEqualTo(3);
        assertThat(bench.provider.calls("POST /v1/files")).isEqualTo(1);
        bench.assertPaidOnce(3);
    }

    @Test
    void aBatchThatFailedBeforeItRanIsBoughtAgain() throws IOException {
        bench.provider.fault(
                "{\"batches\":[{\"times\":1,\"fail\":[{\"code\":\"model_not_found\",\"message\":\"no\",\"line\":1}]}]}");
        assertThat(bench.sealed(3).carriedOn().failed()).isEqualTo(3);
        retry().free(ALL, "me");
        assertThat(bench.carriedOn().succeeded()).isEqualTo(3);
        bench.assertPaidOnce(3);
    }

    private Retry retry() {
        return new Retry(bench.job());
    }

    private static Retry.Wanted wanted(Set<String> statuses, Set<String> codes, Retry.PerhapsPaid perhapsPaid) {
        return new Retry.Wanted(statuses, codes, perhapsPaid);
    }
}
