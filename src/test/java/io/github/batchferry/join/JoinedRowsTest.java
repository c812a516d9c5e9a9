package io.github.batchferry.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.emulator.world.World;
import io.github.batchferry.job.Bench;
import io.github.batchferry.job.Retry;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.ledger.Sample;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.result.Extent;
import io.github.batchferry.result.answer.AnswerRules;
import io.github.batchferry.result.answer.RowError;
import io.github.batchferry.result.answer.RowStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs at a real server, read without Spark. */
class JoinedRowsTest {
    private static final String LOST_REQUEST =
            "{\"requests\":[{\"method\":\"POST\",\"path\":\"/v1/batches\",\"drop\":\"before\"}]}";

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

    /** @param text of the answer; the code of the reason where there is none */
    private record Read(String id, RowStatus status, int attempt, String text) {}

    @Test
    void eachRowComesBackOnceInItsOrderWithItsOwnAnswer() throws IOException {
        bench.sealed(3, 2).carriedOn();
        List<Read> rows = read(Long.MAX_VALUE);
        assertThat(rows).extracting(Read::id).containsExactlyElementsOf(ids(3, 2));
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.status()).isEqualTo(RowStatus.SUCCEEDED);
            assertThat(row.attempt()).isEqualTo(1);
            assertThat(row.text()).isNotBlank();
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100, 1000, Long.MAX_VALUE})
    void howeverTheJobIsCutIntoTasksTheRowsAreTheSame(long target) throws IOException {
        bench.sealed(5, 1, 4).carriedOn();
        assertThat(read(target)).isEqualTo(read(Long.MAX_VALUE)).hasSize(10);
    }

    @Test
    void whatIsInNoBatchYetIsPending() throws IOException {
        bench.sealed(2);
        assertThat(read(1)).extracting(Read::status).containsOnly(RowStatus.PENDING);
        bench.advance().advance();
        assertThat(read(1)).extracting(Read::status).containsOnly(RowStatus.PENDING);
    }

    @Test
    void aRemainderIsReadFromTheBatchThatAnsweredIt() throws IOException {
        bench.provider.fault("{\"batches\":[{\"expire\":0.5,\"times\":1}]}");
        bench.sealed(4).carriedOn();
        List<Read> rows = read(Long.MAX_VALUE);
        assertThat(rows).extracting(Read::id).containsExactlyElementsOf(ids(4));
        assertThat(rows).extracting(Read::status).containsOnly(RowStatus.SUCCEEDED);
        assertThat(rows).extracting(Read::attempt).containsExactlyInAnyOrder(1, 1, 2, 2);
    }

    @Test
    void whatIsBoughtAgainWhenTheJobGoesOnIsPendingUntilThen() throws IOException {
        bench.provider.fault("{\"batches\":[{\"expire\":0.5,\"times\":1}]}");
        bench.sealed(4).advance().advance();
        bench.provider.awaitEnds();
        bench.advance().collect();
        bench.time.pass(Duration.ofMinutes(3));
        bench.advance().collect();
        assertThat(read(1))
                .extracting(Read::status)
                .containsExactlyInAnyOrder(
                        RowStatus.SUCCEEDED, RowStatus.SUCCEEDED, RowStatus.PENDING, RowStatus.PENDING);
        assertThat(read(1))
                .filteredOn(row -> row.status() == RowStatus.PENDING)
                .extracting(Read::text)
                .containsOnly("goes_again");
    }

    @Test
    void whatHasNoAnswerInTheEndSaysWhyItHadNoneBefore() throws IOException {
        bench.provider.fault("{\"batches\":[{\"expire\":0.0,\"times\":-1}]}");
        bench.sealed(2).carriedOn();
        assertThat(read(1)).extracting(Read::status).containsOnly(RowStatus.EXPIRED);
        assertThat(messages())
                .hasSize(2)
                .allSatisfy(message ->
                        assertThat(message).contains("(before: attempt 1: batch_expired, attempt 2: batch_expired)"));
    }

    @Test
    void whatAPersonFreedIsPendingAndIsThenReadFromItsNextBatch() throws IOException {
        bench.provider.fault(
                "{\"lines\":[{\"line\":2,\"times\":1,\"status\":400,\"code\":\"context_length_exceeded\"}]}");
        bench.sealed(3).carriedOn();
        assertThat(read(1)).extracting(Read::text).element(1).isEqualTo("context_length_exceeded");
        new Retry(bench.job()).free(new Retry.Wanted(Set.of(), Set.of(), Retry.PerhapsPaid.LEAVE), "me");
        assertThat(read(1)).extracting(Read::text).element(1).isEqualTo("goes_again");
        bench.carriedOn();
        assertThat(read(1)).extracting(Read::status).containsOnly(RowStatus.SUCCEEDED);
        assertThat(read(1)).extracting(Read::attempt).containsExactly(1, 2, 1);
    }

    @Test
    void rowsOfAHeldBatchArePendingInDoubtAndTheOthersAreAnswered() throws IOException {
        bench.limits = Sample.limits(10_000, 50_000, 190L << 20, LimitTerms.Packing.NONE, LimitTerms.OnDoubt.HOLD);
        bench.provider.fault(LOST_REQUEST);
        bench.sealed(2, 3).carriedOn();
        List<Read> rows = read(1);
        assertThat(rows).extracting(Read::id).containsExactlyElementsOf(ids(2, 3));
        assertThat(rows.subList(0, 2)).extracting(Read::text).containsOnly("in_doubt");
        assertThat(rows.subList(2, 5)).extracting(Read::status).containsOnly(RowStatus.SUCCEEDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines=twice", "lines=two-answers", "lines=stranger", "lines=garbage"})
    void whateverElseStandsInTheResultsEachRowComesBackOnce(String world) throws IOException {
        try (Bench contrary = new Bench(directory.resolve("contrary"), World.named(world))) {
            contrary.sealed(5).carriedOn();
            assertThat(read(contrary, 1)).extracting(Read::id).containsExactlyElementsOf(ids(5));
            assertThat(read(contrary, 1)).extracting(Read::status).containsOnly(RowStatus.SUCCEEDED);
        }
    }

    private List<Read> read(long target) throws IOException {
        return read(bench, target);
    }

    private static List<Read> read(Bench bench, long target) throws IOException {
        List<Read> read = new ArrayList<>();
        for (JoinTask task : Snapshot.of(bench.job().state()).tasks(target)) {
            try (JoinedRows rows =
                    new JoinedRows(bench.store, AnswerRules.of(Endpoints.RESPONSES), Extent.OUTPUT, task)) {
                for (JoinedRow row = rows.next(); row != null; row = rows.next()) {
                    read.add(read(row));
                }
            }
        }
        return read;
    }

    private static Read read(JoinedRow row) throws IOException {
        String id = row.customId().toString();
        RowError error = row.error();
        BatchAnswers batch = row.batch();
        if (row.succeeded()) {
            byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
            assertThat(row.answer().customIdMatches(bytes, 0, bytes.length))
                    .as(id)
                    .isTrue();
        }
        String text = row.succeeded() ? String.valueOf(row.answer().text()) : error == null ? null : error.code();
        return new Read(id, row.status(), batch == null ? 0 : batch.attempt(), text);
    }

    private List<String> messages() throws IOException {
        List<String> messages = new ArrayList<>();
        for (JoinTask task : Snapshot.of(bench.job().state()).tasks(1)) {
            try (JoinedRows rows =
                    new JoinedRows(bench.store, AnswerRules.of(Endpoints.RESPONSES), Extent.OUTPUT, task)) {
                for (JoinedRow row = rows.next(); row != null; row = rows.next()) {
                    messages.add(row.error().message());
                }
            }
        }
        return messages;
    }

    /** The ids of the first write, in the order of its rows. */
    private static List<String> ids(int... rowsOfParts) {
        return IntStream.range(0, rowsOfParts.length)
                .boxed()
                .flatMap(part -> IntStream.range(0, rowsOfParts[part]).mapToObj(row -> "w1-" + part + "-" + row))
                .toList();
    }
}
