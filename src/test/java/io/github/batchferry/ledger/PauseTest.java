package io.github.batchferry.ledger;

import static io.github.batchferry.ledger.Sample.apply;
import static io.github.batchferry.ledger.Sample.batch;
import static io.github.batchferry.ledger.Sample.dryRun;
import static io.github.batchferry.ledger.Sample.fold;
import static io.github.batchferry.ledger.Sample.intended;
import static io.github.batchferry.ledger.Sample.lines;
import static io.github.batchferry.ledger.Sample.planned;
import static io.github.batchferry.ledger.Sample.sealed;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The seal of a dry run is a pause as well, so that nobody can come between the two. */
class PauseTest {
    private static final Event.Planned PLAN = planned(batch(1, lines("w", 0, 0, 10)));

    @Test
    void fromItsSealOnNothingOfADryRunIsPlannedUntilSomebodyResumes() {
        JobState state = fold(dryRun("w", 10), PLAN);
        assertThat(state.pause()).isEqualTo(PurchaseTerms.Pause.DRY_RUN);
        assertThat(state.mayBuy()).isFalse();
        assertThat(state.batches()).isEmpty();
        apply(state, new Event.Resumed("me"), PLAN, intended(1));
        assertThat(state.mayBuy()).isTrue();
        assertThat(state.batches(BatchState.Phase.INTENDED)).hasSize(1);
    }

    @Test
    void aResumeAllowsNoMoreAttemptsThanTheWriteDid() {
        JobState state = fold(dryRun("w", 10), new Event.Resumed("me"));
        assertThat(state.maxAttempts()).isEqualTo(Sample.LIMITS.maxAttempts());
    }

    @Test
    void aWriteThatIsAddedToADryRunIsPausedWithIt() {
        JobState state = fold(dryRun("w", 10), sealed("v", 5), dryRun("u", 5));
        assertThat(state.writes()).hasSize(3);
        apply(state, planned(batch(1, lines("v", 0, 0, 5))));
        assertThat(state.batches()).isEmpty();
    }

    @Test
    void aDryRunCannotPauseAJobThatIsBought() {
        Event.WriteSealed first = sealed("w", 10);
        JobState state = fold(first, dryRun("v", 5), PLAN);
        assertThat(state.writes()).containsExactly(first);
        assertThat(state.rival(dryRun("v", 5))).contains(first);
        assertThat(state.pause()).isNull();
        assertThat(state.batches()).hasSize(1);
    }

    @Test
    void onceResumedADryRunIsAJobThatIsBought() {
        JobState state = fold(dryRun("w", 10), new Event.Resumed("me"), dryRun("v", 5));
        assertThat(state.writes()).hasSize(1);
        assertThat(state.mayBuy()).isTrue();
    }
}
