package io.github.batchferry.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.Entry;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.Fold;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.ledger.PlannedBatch;
import io.github.batchferry.ledger.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Two drivers and one batch: whatever they claim, and in whatever order, one of them at most may buy it, and once. */
class InterleavingTest {
    private static final String[] DRIVERS = {"a", "b"};
    private static final Event SEALED = Sample.sealed("w", 10);
    private static final PlannedBatch FIRST = Sample.batch(1, Sample.lines("w", 0, 0, 10));

    /** What any driver may claim at any time, sane or not. */
    private static List<Event> claims(String driver) {
        return List.of(
                Sample.planned(FIRST),
                new Event.Uploaded(1, "file-" + driver, 1),
                new Event.Intended(1, "file-" + driver),
                Sample.created(1, "batch-" + driver),
                Sample.denied(1, Event.AfterRefusal.PLAN_AGAIN),
                new Event.InDoubt(1, "lost"),
                Sample.voided(1));
    }

    @Test
    void noOrderOfClaimsEntitlesTwice() {
        int histories = claim(new ArrayList<>(List.of(Sample.entry(1, "a", SEALED))), new TreeSet<>(), 5);
        assertThat(histories).isEqualTo(14 + 14 * 14 + 14 * 14 * 14 + 14 * 14 * 14 * 14 + 14 * 14 * 14 * 14 * 14);
    }

    /** Goes on in every way, and remembers every number at which an intent was ever valid since the last refusal. */
    private static int claim(List<Entry> history, Set<Long> entitled, int more) {
        if (more == 0) {
            return 0;
        }
        int histories = 0;
        for (String driver : DRIVERS) {
            for (Event event : claims(driver)) {
                Entry entry = Sample.entry(history.size() + 1, driver, event);
                history.add(entry);
                Set<Long> ever = new TreeSet<>(entitled);
                JobState state = Fold.of(history);
                state.batch(1).ifPresent(batch -> {
                    if (batch.phase() == BatchState.Phase.DENIED) {
                        ever.clear();
                    }
                    history.stream()
                            .filter(earlier -> batch.isIntendedAt(earlier.number()))
                            .forEach(earlier -> ever.add(earlier.number()));
                });
                if (ever.size() > 1) {
                    throw new AssertionError("entitled at " + ever + " by " + history);
                }
                histories += 1 + claim(history, ever, more - 1);
                history.remove(history.size() - 1);
            }
        }
        return histories;
    }
}
