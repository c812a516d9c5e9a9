package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.ledger.Tally;
import io.github.batchferry.result.answer.RowStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetryTest {
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
    void onlyRowsWithoutAnAnswerAreFreedAndEachIsBoughtOnceMore() throws IOException {
        bench.provider.fault(
                "{\"lines\":[{\"line\":2,\"status\":400,\"code\":\"context_length_exceeded\",\"times\":1}]}");
        assertThat(bench.sealed(4).carriedOn()).isEqualTo(new Tally(4, 3, 1, 0, 0, 0, 0));
        bench.provider.noFaults();
        Retry.Freed freed = new Retry(bench.job()).free(all(Retry.PerhapsPaid.LEAVE), "me");
        assertThat(freed.byReason()).isEqualTo(Map.of("failed context_length_exceeded", 1L));
        assertThat(bench.carriedOn()).isEqualTo(new Tally(4, 4, 0, 0, 0, 0, 0));
        bench.assertPaidOnce(4);
    }

    @Test
    void anotherCodeOrStatusFreesNothing() throws IOException {
        bench.provider.fault("{\"lines\":[{\"line\":2,\"status\":400,\"code\":\"context_length_exceeded\"}]}");
        bench.sealed(4).carriedOn();
        long before = bench.job().state().lastEntry();
        Retry retry = new Retry(bench.job());
        Retry.Wanted code = new Retry.Wanted(Set.of(), Set.of("server_error"), Retry.PerhapsPaid.TAKE);
        Retry.Wanted status = new Retry.Wanted(Set.of(RowStatus.EXPIRED), Set.of(), Retry.PerhapsPaid.TAKE);
        assertThat(retry.free(code, "me").requests()).isZero();
        assertThat(retry.free(status, "me").requests()).isZero();
        assertThat(bench.job().state().lastEntry()).isEqualTo(before);
    }

    @Test
    void aDryRunWritesNothing() throws IOException {
        bench.provider.fault("{\"lines\":[{\"line\":2,\"status\":400,\"code\":\"context_length_exceeded\"}]}");
        bench.sealed(4).carriedOn();
        long before = bench.job().state().lastEntry();
        assertThat(new Retry(bench.job()).count(all(Retry.PerhapsPaid.LEAVE)).requests())
                .isEqualTo(1);
        assertThat(bench.job().state().lastEntry()).isEqualTo(before);
        assertThat(bench.advance().advance().mayMove()).isFalse();
    }

    @Test
    void whatWasPerhapsPaidIsFreedByItsOwnWordAloneAndCounted() throws IOException {
        ForwardingApi withholding = new ForwardingApi(bench.api) {
            @Override
            public Optional<Long> download(String fileId, OutputStream sink) {
                return Optional.empty();
            }
        };
        bench.sealed(3);
        bench.advance().advance();
        bench.provider.awaitEnds();
        bench.advance(bench.job(), withholding).advance();
        bench.time.pass(Duration.ofHours(2));
        bench.advance(bench.job(), withholding).advance();
        Retry.Freed left = new Retry(bench.job()).free(all(Retry.PerhapsPaid.LEAVE), "me");
        assertThat(left).isEqualTo(new Retry.Freed(Map.of(), 0, 0, 0, 3));
        assertThat(bench.advance().advance().mayMove()).isFalse();
        bench.assertPaidOnce(3);
        Retry.Freed taken = new Retry(bench.job()).free(all(Retry.PerhapsPaid.TAKE), "me");
        assertThat(taken.perhapsPaid()).isEqualTo(3);
        assertThat(bench.carriedOn().succeeded()).isEqualTo(3);
        assertThat(bench.provider.summary().path("lines_purchased").asInt()).isEqualTo(6);
    }

    @Test
    void whatWasBoughtAsOftenAsAllowedGetsOneAttemptMore() throws IOException {
        bench.provider.fault("{\"batches\":[{\"expire\":0.0,\"times\":-1}]}");
        assertThat(bench.sealed(4).carriedOn().expired()).isEqualTo(4);
        assertThat(new Retry(bench.job())
                        .free(all(Retry.PerhapsPaid.LEAVE), "me")
                        .requests())
                .isEqualTo(4);
        assertThat(bench.carriedOn()).as("one attempt, not more").isEqualTo(new Tally(4, 0, 0, 4, 0, 0, 0));
        assertThat(bench.provider.batches()).hasSize(4);
        bench.provider.noFaults();
        new Retry(bench.job()).free(all(Retry.PerhapsPaid.LEAVE), "me");
        assertThat(bench.carriedOn().succeeded()).isEqualTo(4);
        bench.assertPaidOnce(4);
    }

    @Test
    void aBatchThatWasRefusedForItsModelIsPostedAgainFromItsFile() throws IOException {
        bench.provider.fault("""
                {"requests":[{"method":"POST","path":"/v1/batches","status":400,"times":1,
                              "body":{"error":{"code":"model_not_found","message":"no such model"}}}]}""");
        assertThat(bench.sealed(3).carriedOn().failed()).isEqualTo(3);
        assertThat(new Retry(bench.job())
                        .free(all(Retry.PerhapsPaid.LEAVE), "me")
                        .requests())
                .isEqualTo(3);
        assertThat(bench.carriedOn().succeeded()).isEqualTo(3);
        assertThat(bench.provider.calls("POST /v1/files")).isEqualTo(1);
        bench.assertPaidOnce(3);
    }

    @Test
    void aBatchThatFailedBeforeItRanIsBoughtAgain() throws IOException {
        bench.provider.fault(
                "{\"batches\":[{\"times\":1,\"fail\":[{\"code\":\"model_not_found\",\"message\":\"no\",\"line\":1}]}]}");
        assertThat(bench.sealed(3).carriedOn().failed()).isEqualTo(3);
        new Retry(bench.job()).free(all(Retry.PerhapsPaid.LEAVE), "me");
        assertThat(bench.carriedOn().succeeded()).isEqualTo(3);
        bench.assertPaidOnce(3);
    }

    private static Retry.Wanted all(Retry.PerhapsPaid perhapsPaid) {
        return new Retry.Wanted(Set.of(), Set.of(), perhapsPaid);
    }
}
