package io.github.batchferry.ledger;

import io.github.batchferry.result.OutcomeCounts;
import io.github.batchferry.result.answer.RowStatus;
import io.github.batchferry.shard.StagedPart;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How many rows of a job have which status, by the ledger alone. */
public record Tally(long rows, long succeeded, long failed, long expired, long cancelled, long missing, long pending) {
    public static Tally of(JobState state) {
        Counts counts = new Counts(state);
        long rows = 0;
        long free = 0;
        for (Event.WriteSealed write : state.writes()) {
            for (StagedPart part : write.parts()) {
                rows += part.rows();
                counts.add(RowStatus.FAILED, part.failed());
                free += part.rows() - part.failed();
            }
        }
        for (Map.Entry<BatchState, List<PositionRange>> held : state.held().entrySet()) {
            counts.add(held.getKey(), held.getValue());
            free -= PositionRange.count(held.getValue());
        }
        counts.add(Unfinished.unplanned(state).status(), free);
        return counts.toTally(rows);
    }

    public long count(RowStatus status) {
        return switch (status) {
            case SUCCEEDED -> succeeded;
            case FAILED -> failed;
            case EXPIRED -> expired;
            case CANCELLED -> cancelled;
            case MISSING -> missing;
            case PENDING -> pending;
        };
    }

    private static final class Counts {
        private final JobState state;
        private final Map<RowStatus, Long> byStatus = new EnumMap<>(RowStatus.class);

        Counts(JobState state) {
            this.state = state;
        }

        void add(RowStatus status, long rows) {
            byStatus.merge(status, rows, Long::sum);
        }

        /** @param held the positions that no later batch holds: ascending, disjoint */
        void add(BatchState batch, List<PositionRange> held) {
            Event.Collected collected = batch.collected();
            if (collected == null) {
                open(batch, held);
                return;
            }
            Map<RowStatus, Long> found = found(collected, batch.planned().requests());
            List<PositionRange> again = state.goingAgain(batch);
            move(found, collected, held, again);
            batch.freed().forEach((status, positions) -> {
                int fresh = PositionRange.count(positions) - PositionRange.common(positions, collected.unanswered());
                int kept = PositionRange.common(positions, held)
                        - PositionRange.common(PositionRange.intersection(positions, held), collected.unanswered());
                found.merge(status, -(long) fresh, Long::sum);
                add(again.isEmpty() ? status : RowStatus.PENDING, kept);
            });
            found.forEach(this::add);
        }

        /** Lines that have no answer and are unpaid are planned together: all of them have gone to later batches, or none. */
        private void move(
                Map<RowStatus, Long> found,
                Event.Collected collected,
                List<PositionRange> held,
                List<PositionRange> again) {
            int unanswered = PositionRange.count(collected.unanswered());
            int kept = PositionRange.common(collected.unanswered(), held);
            boolean go = !again.isEmpty() && PositionRange.common(again, collected.unanswered()) == unanswered;
            if (kept == unanswered && !go) {
                return;
            }
            collected.unansweredBy().forEach((status, lines) -> found.merge(status, -(long) lines, Long::sum));
            add(go ? RowStatus.PENDING : Unfinished.unplanned(state).status(), kept);
        }

        private void open(BatchState batch, List<PositionRange> held) {
            Map<Integer, Reason> lines = Unfinished.lines(batch);
            int named = 0;
            for (Map.Entry<Integer, Reason> line : lines.entrySet()) {
                if (PositionRange.contain(held, line.getKey())) {
                    add(line.getValue().status(), 1);
                    named++;
                }
            }
            add(Unfinished.of(state, batch).status(), PositionRange.count(held) - named);
        }

        private static Map<RowStatus, Long> found(Event.Collected collected, long requests) {
            Map<RowStatus, Long> found = new EnumMap<>(RowStatus.class);
            Reason absent = collected.absent();
            RowStatus absentStatus = absent == null ? RowStatus.MISSING : absent.status();
            OutcomeCounts counts = collected.counts();
            long named = collected.lineReasons().size();
            collected.lineReasons().values().forEach(reason -> found.merge(reason.status(), 1L, Long::sum));
            if (counts == null) {
                found.merge(absentStatus, requests - named, Long::sum);
                return found;
            }
            found.merge(RowStatus.SUCCEEDED, (long) counts.succeeded(), Long::sum);
            found.merge(RowStatus.FAILED, (long) counts.failed() + counts.invalid(), Long::sum);
            found.merge(RowStatus.EXPIRED, (long) counts.expired(), Long::sum);
            found.merge(RowStatus.CANCELLED, (long) counts.cancelled(), Long::sum);
            found.merge(absentStatus, counts.missing() - named, Long::sum);
            return found;
        }

        Tally toTally(long rows) {
            return new Tally(
                    rows,
                    of(RowStatus.SUCCEEDED),
                    of(RowStatus.FAILED),
                    of(RowStatus.EXPIRED),
                    of(RowStatus.CANCELLED),
                    of(RowStatus.MISSING),
                    of(RowStatus.PENDING));
        }

        private long of(RowStatus status) {
            return byStatus.getOrDefault(status, 0L);
        }
    }
}
