package io.github.batchferry.job;

import static io.github.batchferry.ledger.BatchState.Phase.COLLECTED;
import static io.github.batchferry.ledger.BatchState.Phase.CREATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.batchferry.UserException;
import io.github.batchferry.job.collect.Recollect;
import io.github.batchferry.job.verify.Verification;
import io.github.batchferry.ledger.ShardKey;
import io.github.batchferry.ledger.Tally;
import io.github.batchferry.ledger.Unfinished;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch that has ended, whose results file the server does not give. */
class RecollectTest {
    private static final Tally ANSWERED = new Tally(3, 3, 0, 0, 0, 0, 0);

    @TempDir
    Path directory;

    private Bench bench;
    private Withholding api;

    @BeforeEach
    void start() {
        bench = new Bench(directory);
        api = new Withholding();
        bench.sealed(3);
        bench.advance().advance();
        bench.provider.awaitEnds();
        bench.advance(bench.job(), api).advance();
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void whatIsWaitedForIsPendingAndLookedAtAtOnce() throws IOException {
        assertThat(bench.phase(1)).isEqualTo(CREATED);
        assertThat(Unfinished.of(bench.job().state(), bench.batch(1)).code()).isEqualTo("awaiting_results");
        api.withholds = false;
        recollect();
        assertThat(bench.phase(1)).isEqualTo(COLLECTED);
        assertThat(Tally.of(bench.job().state())).isEqualTo(ANSWERED);
        bench.assertPaidOnce(3);
    }

    @Test
    void aGapThatWasClosedIsFilledByWhatComesLaterAndNothingIsPaidAgain() throws IOException {
        giveUp();
        assertThat(recollect().requests()).as("nothing has come yet").isZero();
        api.withholds = false;
        assertThat(recollect().requests()).isEqualTo(3);
        assertThat(Tally.of(bench.job().state())).isEqualTo(ANSWERED);
        bench.advance().advance();
        bench.assertPaidOnce(3);
        assertThat(Verification.of(bench.store).answers()).isEqualTo(3);
    }

    @Test
    void anAnswerThatWasBoughtMeanwhileStands() throws IOException {
        giveUp();
        new Retry(bench.job()).free(new Retry.Wanted(Set.of(), Set.of(), Retry.PerhapsPaid.TAKE), "me");
        api.withholds = false;
        assertThat(bench.carriedOn()).isEqualTo(ANSWERED);
        assertThat(bench.phase(2)).isEqualTo(COLLECTED);
        new Recollect(bench.job(), api, bench.said::add, bench.time.asTime()).recollect(1);
        assertThat(bench.job().state().holders(new ShardKey("w1", 0, 0)))
                .extracting(holding -> holding.batch().number())
                .containsExactly(2);
        assertThat(Tally.of(bench.job().state())).isEqualTo(ANSWERED);
    }

    @Test
    void aBatchThatIsNotThereOrWasNeverBoughtIsNamed() {
        Recollect recollect = new Recollect(bench.job(), api, bench.said::add, bench.time.asTime());
        assertThatThrownBy(() -> recollect.recollect(9))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("batch 9");
    }

    private void giveUp() {
        bench.time.pass(Duration.ofHours(2));
        bench.advance(bench.job(), api).advance();
        assertThat(bench.phase(1)).isEqualTo(COLLECTED);
        assertThat(Tally.of(bench.job().state()).failed()).isEqualTo(3);
        assertThat(bench.batch(1).collected().absent().code()).isEqualTo("result_incomplete");
        assertThat(bench.batch(1).collected().unanswered()).isEqualTo(List.of());
    }

    private Recollect.Found recollect() throws IOException {
        return new Recollect(bench.job(), api, bench.said::add, bench.time.asTime()).recollect();
    }

    private final class Withholding extends ForwardingApi {
        boolean withholds = true;

        Withholding() {
            super(bench.api);
        }

        @Override
        public Optional<Long> download(String fileId, OutputStream sink) {
            return withholds ? Optional.empty() : super.download(fileId, sink);
        }
    }
}
