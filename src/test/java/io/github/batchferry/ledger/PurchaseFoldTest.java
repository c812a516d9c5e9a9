package io.github.batchferry.ledger;

import static io.github.batchferry.ledger.BatchState.Phase.COLLECTED;
import static io.github.batchferry.ledger.BatchState.Phase.CREATED;
import static io.github.batchferry.ledger.BatchState.Phase.DENIED;
import static io.github.batchferry.ledger.BatchState.Phase.INTENDED;
import static io.github.batchferry.ledger.BatchState.Phase.PLANNED;
import static io.github.batchferry.ledger.BatchState.Phase.VOIDED;
import static io.github.batchferry.ledger.Event.AfterRefusal.FAIL_ROWS;
import static io.github.batchferry.ledger.Event.AfterRefusal.PLAN_AGAIN;
import static io.github.batchferry.ledger.Sample.apply;
import static io.github.batchferry.ledger.Sample.batch;
import static io.github.batchferry.ledger.Sample.collected;
import static io.github.batchferry.ledger.Sample.created;
import static io.github.batchferry.ledger.Sample.denied;
import static io.github.batchferry.ledger.Sample.entry;
import static io.github.batchferry.ledger.Sample.fold;
import static io.github.batchferry.ledger.Sample.intended;
import static io.github.batchferry.ledger.Sample.lines;
import static io.github.batchferry.ledger.Sample.planned;
import static io.github.batchferry.ledger.Sample.sealed;
import static io.github.batchferry.ledger.Sample.voided;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PurchaseFoldTest {
    private static final Event SEALED = sealed("w", 10, 10);
    private static final Event PLAN_1 = planned(batch(1, lines("w", 0, 0, 10)));

    @Test
    void ofTwoIntentsTheFirstOneBuys() {
        JobState state = fold(SEALED, PLAN_1);
        state.apply(entry(3, "a", intended(1)));
        state.apply(entry(4, "b", new Event.Uploaded(1, "other", 1), new Event.Intended(1, "other")));
        BatchState batch = state.batch(1).orElseThrow();
        assertThat(batch.isIntendedAt(3)).isTrue();
        assertThat(batch.isIntendedAt(4)).isFalse();
        assertThat(batch.fileId()).isEqualTo("file-1");
    }

    @Test
    void anIntentEndsWithItsPurchaseAndNoneFollows() {
        for (Event end : new Event[] {created(1, "b"), denied(1, FAIL_ROWS), voided(1)}) {
            JobState state = fold(SEALED, PLAN_1, intended(1), end);
            state.apply(entry(5, "b", intended(1)));
            assertThat(state.batch(1).orElseThrow().isIntendedAt(3)).isFalse();
            assertThat(state.batch(1).orElseThrow().isIntendedAt(5)).isFalse();
        }
    }

    @Test
    void aRefusalThatPassesIsFollowedByAnIntentForTheSameFileOnly() {
        JobState state = fold(SEALED, PLAN_1, intended(1), denied(1, PLAN_AGAIN));
        state.apply(entry(5, "b", new Event.Intended(1, "another file")));
        assertThat(phase(state, 1)).isEqualTo(DENIED);
        state.apply(entry(6, "b", intended(1)));
        assertThat(state.batch(1).orElseThrow().isIntendedAt(6)).isTrue();
    }

    @Test
    void aBatchOfTheServerStandsForOnePurchaseOnly() {
        JobState state = fold(
                SEALED,
                Sample.planned(
                        Sample.batch(1, Sample.lines("w", 0, 0, 5)), Sample.batch(2, Sample.lines("w", 0, 5, 10))),
                intended(1),
                created(1, "b"),
                intended(2),
                created(2, "b"));
        assertThat(phase(state, 2)).isEqualTo(INTENDED);
        assertThat(state.strays()).isEmpty();
    }

    @Test
    void aRefusedBatchMayTurnUpAllTheSame() {
        JobState state = fold(SEALED, PLAN_1, intended(1), denied(1, FAIL_ROWS), created(1, "late"));
        assertThat(phase(state, 1)).isEqualTo(CREATED);
        assertThat(state.strays()).isEmpty();
    }

    @Test
    void anIntentWithoutAPlanIsNothing() {
        JobState state = fold(SEALED, intended(1), created(1, "b"), PLAN_1);
        assertThat(phase(state, 1)).isEqualTo(PLANNED);
    }

    @Test
    void ofTheEndsOfAPurchaseTheFirstOneHolds() {
        assertThat(phase(fold(SEALED, PLAN_1, intended(1), created(1, "b"), voided(1)), 1))
                .isEqualTo(CREATED);
        assertThat(phase(fold(SEALED, PLAN_1, intended(1), created(1, "b"), denied(1, PLAN_AGAIN)), 1))
                .isEqualTo(CREATED);
        assertThat(phase(fold(SEALED, PLAN_1, intended(1), denied(1, PLAN_AGAIN), voided(1)), 1))
                .isEqualTo(VOIDED);
        assertThat(phase(fold(SEALED, PLAN_1, intended(1), voided(1), denied(1, FAIL_ROWS)), 1))
                .isEqualTo(VOIDED);
    }

    @Test
    void aBatchThatTurnsUpForAPurchaseGivenUpIsAStray() {
        JobState state = fold(SEALED, PLAN_1, intended(1), voided(1), created(1, "late"));
        assertThat(phase(state, 1)).isEqualTo(VOIDED);
        assertThat(state.strays()).containsExactly("late");
    }

    @Test
    void aSecondBatchOfOnePurchaseIsAStrayAndTheSameOneTwiceIsNot() {
        JobState state = fold(SEALED, PLAN_1, intended(1), created(1, "b"), created(1, "b"), created(1, "twin"));
        assertThat(state.batch(1).orElseThrow().batchId()).isEqualTo("b");
        assertThat(state.strays()).containsExactly("twin");
        apply(state, collected(1, "b"), created(1, "b"));
        assertThat(state.strays()).containsExactly("twin");
    }

    @Test
    void aDoubtLastsUntilThePurchaseEnds() {
        JobState state = fold(SEALED, PLAN_1, new Event.InDoubt(1, "too early"), intended(1));
        assertThat(state.batch(1).orElseThrow().doubt()).isNull();
        apply(state, new Event.InDoubt(1, "why"));
        assertThat(state.batch(1).orElseThrow().doubt()).isEqualTo("why");
        assertThat(phase(state, 1)).isEqualTo(INTENDED);
        apply(state, created(1, "b"));
        assertThat(state.batch(1).orElseThrow().doubt()).isNull();
    }

    @Test
    void ofTwoCollectionsTheFirstOneHolds() {
        Event.Collected first = collected(1, "b", new PositionRange(0, 1));
        JobState state = fold(SEALED, PLAN_1, intended(1), created(1, "b"), first, collected(1, "b"));
        assertThat(phase(state, 1)).isEqualTo(COLLECTED);
        assertThat(state.batch(1).orElseThrow().collected()).isSameAs(first);
    }

    @Test
    void onlyTheBatchThatWasBoughtIsCollected() {
        assertThat(phase(fold(SEALED, PLAN_1, intended(1), created(1, "b"), collected(1, "other")), 1))
                .isEqualTo(CREATED);
        assertThat(phase(fold(SEALED, PLAN_1, intended(1), collected(1, "b")), 1))
                .isEqualTo(INTENDED);
    }

    private static BatchState.Phase phase(JobState state, int batch) {
        return state.batch(batch).orElseThrow().phase();
    }
}
