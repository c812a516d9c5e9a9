package io.github.batchferry.ledger;

import static io.github.batchferry.ledger.BatchState.Phase.COLLECTED;
import static io.github.batchferry.ledger.BatchState.Phase.INTENDED;
import static io.github.batchferry.ledger.BatchState.Phase.PLANNED;
import static io.github.batchferry.ledger.Event.AfterRefusal.FAIL_ROWS;
import static io.github.batchferry.ledger.Event.AfterRefusal.PLAN_AGAIN;
import static io.github.batchferry.ledger.Sample.apply;
import static io.github.batchferry.ledger.Sample.batch;
import static io.github.batchferry.ledger.Sample.collected;
import static io.github.batchferry.ledger.Sample.created;
import static io.github.batchferry.ledger.Sample.denied;
import static io.github.batchferry.ledger.Sample.fold;
import static io.github.batchferry.ledger.Sample.intended;
import static io.github.batchferry.ledger.Sample.lines;
import static io.github.batchferry.ledger.Sample.planned;
import static io.github.batchferry.ledger.Sample.sealed;
import static io.github.batchferry.ledger.Sample.voided;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobStateTest {
    private static final Event SEALED = sealed("w", 10, 10);
    private static final Event PLAN_1 = planned(batch(1, lines("w", 0, 0, 10)));

    @Test
    void theFirstWriteNeedsAnEmptyJob() {
        Event.WriteSealed first = sealed("a", SealCondition.NO_WRITE_YET, null, "f1", Sample.LIMITS, List.of());
        Event.WriteSealed second = sealed("b", SealCondition.NO_WRITE_YET, null, "f2", Sample.LIMITS, List.of());
        JobState state = fold(first, second);
        assertThat(state.writes()).containsExactly(first);
        assertThat(state.rival(second)).contains(first);
    }

    @Test
    void aWriteIdIsSealedOnce() {
        Event.WriteSealed first = sealed("a", SealCondition.NO_WRITE_YET, "id", "f1", Sample.LIMITS, List.of());
        Event.WriteSealed again = sealed("b", SealCondition.WRITE_ID_IS_NEW, "id", "f2", Sample.LIMITS, List.of());
        Event.WriteSealed other = sealed("c", SealCondition.WRITE_ID_IS_NEW, "id2", "f1", Sample.LIMITS, List.of());
        assertThat(fold(first, again, other).writes()).containsExactly(first, other);
    }

    @Test
    void aFingerprintIsSealedOnceWhereNoWriteIdSaysOtherwise() {
        Event.WriteSealed first = sealed("a", SealCondition.NO_WRITE_YET, null, "f", Sample.LIMITS, List.of());
        Event.WriteSealed again = sealed("b", SealCondition.FINGERPRINT_IS_NEW, null, "f", Sample.LIMITS, List.of());
        Event.WriteSealed other = sealed("c", SealCondition.FINGERPRINT_IS_NEW, null, "g", Sample.LIMITS, List.of());
        assertThat(fold(first, again, other).writes()).containsExactly(first, other);
    }

    @Test
    void theSameSealTwiceIsOne() {
        assertThat(fold(SEALED, SEALED).writes()).hasSize(1);
    }

    @Test
    void limitsAreThoseOfTheFirstSealOrTheLastChange() {
        LimitTerms changed = Sample.limits(5, 50_000, 190L << 20, LimitTerms.Packing.NONE, LimitTerms.OnDoubt.FENCE);
        JobState state = fold(SEALED, sealed("w2", changed, List.of()));
        assertThat(state.limits()).isEqualTo(Sample.LIMITS);
        apply(state, new Event.LimitsChanged("me", changed));
        assertThat(state.limits()).isEqualTo(changed);
    }

    @Test
    void ofTwoPlansForTheSameLinesTheFirstOneHolds() {
        JobState state = fold(SEALED, PLAN_1, planned(batch(2, lines("w", 0, 9, 10), lines("w", 1, 0, 10))));
        assertThat(state.batch(2)).isEmpty();
        apply(state, planned(batch(1, lines("w", 1, 0, 5)), batch(3, lines("w", 1, 5, 10))));
        assertThat(state.batch(1).orElseThrow().planned().lines()).containsExactly(lines("w", 0, 0, 10));
        assertThat(state.batch(3))
                .as("one batch of a plan may hold where another does not")
                .isPresent();
    }

    @Test
    void linesThatNobodySealedCannotBePlanned() {
        JobState state = fold(SEALED, planned(batch(1, lines("other", 0, 0, 1)), batch(2, lines("w", 7, 0, 1))));
        assertThat(state.batches()).isEmpty();
    }

    @Test
    void linesAreFreeAgainWhereTheirBatchIsVoidAndNotWhereItsPurchaseWasRefused() {
        assertThat(fold(SEALED, PLAN_1, intended(1), voided(1), planned(batch(2, lines("w", 0, 0, 10))))
                        .batch(2))
                .isPresent();
        assertThat(fold(SEALED, PLAN_1, voided(1), planned(batch(2, lines("w", 0, 3, 7))))
                        .batch(2))
                .isPresent();
        assertThat(fold(SEALED, PLAN_1, intended(1), denied(1, PLAN_AGAIN), planned(batch(2, lines("w", 0, 0, 10))))
                        .batch(2))
                .isEmpty();
        assertThat(fold(SEALED, PLAN_1, intended(1), denied(1, FAIL_ROWS), planned(batch(2, lines("w", 0, 0, 10))))
                        .batch(2))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = BatchState.Phase.class,
            names = {"PLANNED", "UPLOADED", "INTENDED", "CREATED"})
    void linesOfABatchThatWasOrMayBeBoughtAreNotFree(BatchState.Phase phase) {
        JobState state = fold(SEALED, PLAN_1);
        Event[] steps = {new Event.Uploaded(1, "f", 1), intended(1), created(1, "b")};
        apply(state, java.util.Arrays.copyOf(steps, phase.ordinal()));
        assertThat(phase(state, 1)).isEqualTo(phase);
        apply(state, planned(batch(2, lines("w", 0, 0, 1))));
        assertThat(state.batch(2)).isEmpty();
    }

    @Test
    void onlyUnansweredLinesOfACollectionAreFree() {
        JobState state = fold(
                SEALED,
                PLAN_1,
                intended(1),
                created(1, "b"),
                collected(1, "b", new PositionRange(2, 4), new PositionRange(4, 6)),
                planned(batch(2, lines("w", 0, 1, 3)), batch(3, lines("w", 0, 2, 7)), batch(4, lines("w", 0, 3, 6))));
        assertThat(state.batch(2)).isEmpty();
        assertThat(state.batch(3)).isEmpty();
        assertThat(state.batch(4)).isPresent();
        apply(state, planned(batch(5, lines("w", 0, 2, 4))));
        assertThat(state.batch(5)).as("line 3 is held by batch 4 now").isEmpty();
    }

    @Test
    void positionsCountOverAllRangesOfABatch() {
        JobState state = fold(
                SEALED,
                planned(batch(1, lines("w", 1, 5, 10), lines("w", 0, 0, 5))),
                intended(1),
                created(1, "b"),
                collected(1, "b", new PositionRange(4, 6)),
                planned(batch(2, lines("w", 1, 9, 10), lines("w", 0, 0, 1))));
        assertThat(state.batch(2)).isPresent();
    }

    @Test
    void afterACancelNothingIsPlannedOrIntendedUntilResumed() {
        JobState state = fold(SEALED, PLAN_1, new Event.CancelAsked("me"), intended(1));
        apply(state, planned(batch(2, lines("w", 1, 0, 10))));
        assertThat(phase(state, 1)).isEqualTo(PLANNED);
        assertThat(state.batch(2)).isEmpty();
        apply(state, new Event.Resumed("me"), intended(1), planned(batch(2, lines("w", 1, 0, 10))));
        assertThat(phase(state, 1)).isEqualTo(INTENDED);
        assertThat(state.batch(2)).isPresent();
    }

    @Test
    void aCancelDoesNotUndoWhatWasIntendedBefore() {
        JobState state = fold(SEALED, PLAN_1, intended(1), new Event.CancelAsked("me"));
        assertThat(state.batch(1).orElseThrow().isIntendedAt(3)).isTrue();
        apply(state, created(1, "b"), collected(1, "b"));
        assertThat(phase(state, 1)).isEqualTo(COLLECTED);
    }

    private static BatchState.Phase phase(JobState state, int batch) {
        return state.batch(batch).orElseThrow().phase();
    }
}
