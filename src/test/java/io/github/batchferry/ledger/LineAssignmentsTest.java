package io.github.batchferry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineAssignmentsTest {
    private static final int LINES = 24;

    @Test
    void aLaterBatchTakesTheMiddleOfAnEarlierOne() {
        LineAssignments holdings = new LineAssignments();
        BatchState first = dead(1);
        BatchState second = live(2);
        holdings.add(new LineAssignment(0, 10, first, 10));
        holdings.add(new LineAssignment(3, 6, second, 0));
        assertThat(holdings.current())
                .containsExactly(
                        new LineAssignment(0, 3, first, 10),
                        new LineAssignment(3, 6, second, 0),
                        new LineAssignment(6, 10, first, 16));
        assertThat(holdings.free(12, 3, Instant.MAX)).containsExactly(FreeLines.never(0, 3), FreeLines.never(6, 12));
    }

    @Test
    void linesThatNoBatchHoldsAreOneRange() {
        assertThat(new LineAssignments().free(5, 3, Instant.MAX)).containsExactly(FreeLines.never(0, 5));
        assertThat(new LineAssignments().free(0, 3, Instant.MAX)).isEmpty();
        assertThat(new LineAssignments().areFree(0, 5)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void eachLineIsHeldByTheLastBatchThatWasPlannedForIt(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            LineAssignments holdings = new LineAssignments();
            LineAssignment[] holder = new LineAssignment[LINES];
            boolean[] held = new boolean[LINES];
            for (int number = 1; number <= 1 + random.nextInt(8); number++) {
                int from = random.nextInt(LINES);
                int to = from + 1 + random.nextInt(LINES - from);
                BatchState batch = random.nextBoolean() ? dead(number) : live(number);
                LineAssignment holding = new LineAssignment(from, to, batch, 0);
                if (!holdings.areFree(from, to)) {
                    continue;
                }
                holdings.add(holding);
                for (int line = from; line < to; line++) {
                    holder[line] = holding;
                    held[line] |= !holding.releases(line, line + 1);
                }
            }
            assertSame(holdings.current(), holder);
            List<Integer> unbought = new ArrayList<>();
            for (FreeLines range : holdings.free(LINES, 3, Instant.MAX)) {
                for (int line = range.from(); line < range.to(); line++) {
                    unbought.add(line);
                }
            }
            for (int line = 0; line < LINES; line++) {
                boolean dead = holder[line] == null || holder[line].batch().phase() == BatchState.Phase.VOIDED;
                assertThat(unbought.contains(line)).as("line %s", line).isEqualTo(dead);
                assertThat(holdings.areFree(line, line + 1)).isEqualTo(!held[line]);
            }
        }
    }

    private static void assertSame(List<LineAssignment> current, LineAssignment[] holder) {
        int end = 0;
        int lines = 0;
        for (LineAssignment holding : current) {
            assertThat(holding.from()).as("disjoint and ascending").isGreaterThanOrEqualTo(end);
            end = holding.to();
            for (int line = holding.from(); line < holding.to(); line++) {
                LineAssignment expected = holder[line];
                assertThat(holding.batch()).isSameAs(expected.batch());
                assertThat(holding.position() + line - holding.from())
                        .isEqualTo(expected.position() + line - expected.from());
                lines++;
            }
        }
        assertThat(lines).isEqualTo((int) java.util.Arrays.stream(holder)
                .filter(holding -> holding != null)
                .count());
    }

    private static BatchState live(int number) {
        return new BatchState(Sample.batch(number, Sample.lines("w", 0, 0, LINES)), Sample.AT);
    }

    private static BatchState dead(int number) {
        BatchState batch = live(number);
        batch.intended(new Event.Intended(number, "file"), Sample.entry(number, "d"));
        batch.voided(new Event.Voided(number, "fenced"));
        return batch;
    }
}
