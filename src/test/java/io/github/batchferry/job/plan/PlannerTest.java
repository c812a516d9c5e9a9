package io.github.batchferry.job.plan;

import static io.github.batchferry.ledger.Sample.apply;
import static io.github.batchferry.ledger.Sample.batch;
import static io.github.batchferry.ledger.Sample.fold;
import static io.github.batchferry.ledger.Sample.intended;
import static io.github.batchferry.ledger.Sample.lines;
import static io.github.batchferry.ledger.Sample.part;
import static io.github.batchferry.ledger.Sample.planned;
import static io.github.batchferry.ledger.Sample.sealed;
import static io.github.batchferry.ledger.Sample.shard;
import static io.github.batchferry.ledger.Sample.voided;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.job.Advance;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.ledger.LimitTerms;
import io.github.batchferry.ledger.LineRange;
import io.github.batchferry.ledger.PlannedBatch;
import io.github.batchferry.ledger.Sample;
import io.github.batchferry.shard.StagedShard;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {
    @Test
    void fourPartitionsOfTenThousandRowsAreFourBatches() {
        assertThat(plan(sealed("w", 10_000, 10_000, 10_000, 10_000)))
                .extracting(PlannedBatch::requests)
                .containsExactly(10_000, 10_000, 10_000, 10_000);
    }

    @Test
    void twoHundredPartitionsOfAHundredRowsAreTwo() {
        List<PlannedBatch> plan = plan(sealed("w", same(200, 100)));
        assertThat(plan).extracting(PlannedBatch::requests).containsExactly(10_000, 10_000);
        assertThat(plan).extracting(PlannedBatch::number).containsExactly(1, 2);
        assertThat(plan.get(0).lines()).startsWith(lines("w", 0, 0, 100)).endsWith(lines("w", 99, 0, 100));
        assertThat(plan.get(0).bytes()).isEqualTo(1_000_000);
        assertThat(plan.get(0).tokens()).isEqualTo(200_000);
    }

    @Test
    void neighboursShareABatchOnlyWhileTheyFit() {
        assertThat(plan(sealed("w", 6_000, 4_000, 1, 9_999, 50_000, 1)))
                .extracting(PlannedBatch::requests)
                .containsExactly(10_000, 10_000, 50_000, 1);
        assertThat(plan(sealed("w", 6_000, 5_000, 6_000)))
                .extracting(PlannedBatch::requests)
                .containsExactly(6_000, 5_000, 6_000);
    }

    @Test
    void aWriteOfTooManyBatchesFillsThemToTheLimit() {
        assertThat(plan(sealed("w", same(1000, 10_000)))).hasSize(1000);
        assertThat(plan(sealed("w", same(1001, 10_000))))
                .hasSize(201)
                .extracting(PlannedBatch::requests)
                .startsWith(50_000)
                .endsWith(10_000);
    }

    @Test
    void withoutPackingEveryShardIsABatch() {
        LimitTerms limits = Sample.limits(10_000, 50_000, 190L << 20, LimitTerms.Packing.NONE, LimitTerms.OnDoubt.HOLD);
        Event.WriteSealed write = sealed("w", limits, sealed("w", same(1200, 3)).parts());
        assertThat(plan(write)).hasSize(1200).allMatch(batch -> batch.requests() == 3);
    }

    @Test
    void aBatchHasOneModel() {
        Event.WriteSealed write = sealed(
                "w",
                Sample.LIMITS,
                List.of(
                        part("w", 0, shard(0, "a", 10), shard(1, "b", 20)),
                        part("w", 1, shard(0, "b", 30), shard(1, "a", 40))));
        List<PlannedBatch> plan = plan(write);
        assertThat(plan).extracting(PlannedBatch::model).containsExactly("a", "b");
        assertThat(plan).extracting(PlannedBatch::requests).containsExactly(50, 50);
        assertThat(plan.get(1).lines())
                .containsExactly(new LineRange("w", 0, 1, 0, 20), new LineRange("w", 1, 0, 0, 30));
    }

    @Test
    void bytesAndEmbeddingInputsEndABatchToo() {
        StagedShard large = new StagedShard(0, "m", 10, 0, 100L << 20, 1, 1, 1, 0, 0);
        Event.WriteSealed bytes =
                sealed("w", Sample.LIMITS, List.of(part("w", 0, large), part("w", 1, large), part("w", 2, large)));
        assertThat(plan(bytes)).hasSize(3);
        StagedShard inputs = new StagedShard(0, "m", 10, 25_000, 10, 1, 1, 1, 0, 0);
        Event.WriteSealed embeddings =
                sealed("w", Sample.LIMITS, List.of(part("w", 0, inputs), part("w", 1, inputs), part("w", 2, inputs)));
        assertThat(plan(embeddings)).extracting(PlannedBatch::requests).containsExactly(20, 10);
    }

    @Test
    void writesAreNotMixed() {
        JobState state = fold(sealed("w1", 5), sealed("w2", 5));
        assertThat(new Planner(state, Instant.MAX).plan())
                .extracting(PlannedBatch::lines)
                .containsExactly(List.of(lines("w1", 0, 0, 5)), List.of(lines("w2", 0, 0, 5)));
    }

    @Test
    void whatIsPlannedOnceIsNotPlannedAgain() {
        JobState state = fold(sealed("w", 5, 6), planned(batch(1, lines("w", 0, 0, 5), lines("w", 1, 0, 6))));
        assertThat(new Planner(state, Instant.MAX).plan()).isEmpty();
        assertThat(Advance.hasUnplannedLines(state)).isFalse();
    }

    @Test
    void theLinesOfDeadBatchesAreBoughtUnderNewNumbers() {
        JobState state = fold(
                sealed("w", 100, 50),
                planned(
                        batch(1, lines("w", 0, 0, 30)),
                        batch(2, lines("w", 0, 30, 60)),
                        batch(3, lines("w", 0, 60, 100), lines("w", 1, 0, 50))),
                intended(1),
                voided(1),
                intended(3),
                Sample.denied(3, Event.AfterRefusal.PLAN_AGAIN),
                voided(3));
        List<PlannedBatch> plan = new Planner(state, Instant.MAX).plan();
        assertThat(plan).hasSize(1);
        assertThat(plan.get(0).number()).isEqualTo(4);
        assertThat(plan.get(0).lines())
                .containsExactly(lines("w", 0, 0, 30), lines("w", 0, 60, 100), lines("w", 1, 0, 50));
        assertThat(plan.get(0).requests()).isEqualTo(120);
        apply(state, planned(plan.get(0)));
        assertThat(state.batch(4)).isPresent();
        assertThat(Advance.hasUnplannedLines(state)).isFalse();
    }

    @Test
    void linesThatFailedForGoodAreNotPlannedAgain() {
        JobState state = fold(
                sealed("w", 10),
                planned(batch(1, lines("w", 0, 0, 10))),
                intended(1),
                Sample.denied(1, Event.AfterRefusal.FAIL_ROWS));
        assertThat(new Planner(state, Instant.MAX).plan()).isEmpty();
    }

    @Test
    void everyLineIsInExactlyOneBatch() {
        Random random = new Random(4);
        int[] sizes = random.ints(500, 1, 20_000).toArray();
        Set<Integer> parts = new HashSet<>();
        for (PlannedBatch batch : plan(sealed("w", sizes))) {
            for (LineRange range : batch.lines()) {
                assertThat(parts.add(range.part())).isTrue();
                assertThat(range).isEqualTo(lines("w", range.part(), 0, sizes[range.part()]));
            }
        }
        assertThat(parts).hasSize(500);
    }

    private static List<PlannedBatch> plan(Event.WriteSealed write) {
        return new Planner(fold(write), Instant.MAX).plan();
    }

    private static int[] same(int count, int size) {
        int[] sizes = new int[count];
        Arrays.fill(sizes, size);
        return sizes;
    }
}
