package io.github.batchferry.job;

import io.github.batchferry.result.OutcomeCounts;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.shard.StagedShard;
import java.util.HashMap;
import java.util.Map;

/** How many rows of a job have which status, by the ledger alone. */
public record Tally(long rows, long succeeded, long failed, long expired, long cancelled, long missing, long pending) {
    public static Tally of(JobState state) {
        Counts counts = new Counts(state);
        long rows = 0;
        Map<BatchState, Long> held = new HashMap<>();
        for (Event.WriteSealed write : state.writes()) {
            for (StagedPart part : write.parts()) {
                rows += part.rows();
                counts.add("failed", part.failed());
                for (StagedShard shard : part.shards()) {
                    long free = shard.requests();
                    for (Holding holding : state.holders(new ShardKey(write.write(), part.part(), shard.ordinal()))) {
                        long lines = (long) holding.to() - holding.from();
                        held.merge(holding.batch(), lines, Long::sum);
                        free -= lines;
                    }
                    counts.add(Unfinished.unplanned(state).status(), free);
                }
            }
        }
        held.forEach(counts::add);
        return counts.toTally(rows);
    }

    private static final class Counts {
        private final JobState state;
        private final Map<String, Long> byStatus = new HashMap<>();

        Counts(JobState state) {
            this.state = state;
        }

        void add(String status, long rows) {
            byStatus.merge(status, rows, Long::sum);
        }

        void add(BatchState batch, long lines) {
            Event.Collected collected = batch.collected();
            if (collected == null) {
                add(Unfinished.of(state, batch).status(), lines);
                return;
            }
            Map<String, Long> found = found(collected, batch.planned().requests());
            long elsewhere = batch.planned().requests() - lines;
            if (elsewhere > 0 || state.goesAgain(batch)) {
                long again = 0;
                for (Map.Entry<String, Integer> entry : collected.unansweredBy().entrySet()) {
                    found.merge(entry.getKey(), -(long) entry.getValue(), Long::sum);
                    again += entry.getValue();
                }
                add(
                        state.goesAgain(batch)
                                ? "pending"
                                : Unfinished.unplanned(state).status(),
                        again - elsewhere);
            }
            found.forEach(this::add);
        }

        private static Map<String, Long> found(Event.Collected collected, long requests) {
            Map<String, Long> found = new HashMap<>();
            Reason absent = collected.absent();
            String absentStatus = absent == null ? "missing" : absent.status();
            OutcomeCounts counts = collected.counts();
            if (counts == null) {
                collected.lineReasons().values().forEach(reason -> found.merge(reason.status(), 1L, Long::sum));
                found.merge(absentStatus, requests - collected.lineReasons().size(), Long::sum);
                return found;
            }
            found.put("succeeded", (long) counts.succeeded());
            found.put("failed", (long) counts.failed() + counts.invalid());
            found.put("expired", (long) counts.expired());
            found.put("cancelled", (long) counts.cancelled());
            found.merge(absentStatus, (long) counts.missing(), Long::sum);
            return found;
        }

        Tally toTally(long rows) {
            return new Tally(
                    rows, of("succeeded"), of("failed"), of("expired"), of("cancelled"), of("missing"), of("pending"));
        }

        private long of(String status) {
            return byStatus.getOrDefault(status, 0L);
        }
    }
}
