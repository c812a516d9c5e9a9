package io.github.batchferry.job;

import io.github.batchferry.result.OutcomeCounts;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.shard.StagedShard;
import java.util.HashMap;
import java.util.Map;

/**
 * How many rows of a job have which status, by the ledger alone. Where some lines of a batch went to a later one, they
 * are taken from that batch's unanswered lines, so the sum is exact and their split is an estimate.
 */
public record Tally(long rows, long succeeded, long failed, long expired, long cancelled, long missing, long pending) {
    public static Tally of(JobState state) {
        long rows = 0;
        long refused = 0;
        Map<BatchState, Long> held = new HashMap<>();
        for (Event.WriteSealed write : state.writes()) {
            for (StagedPart part : write.parts()) {
                rows += part.rows();
                refused += part.failed();
                for (StagedShard shard : part.shards()) {
                    for (Holding holding : state.holders(new ShardKey(write.write(), part.part(), shard.ordinal()))) {
                        held.merge(holding.batch(), (long) holding.to() - holding.from(), Long::sum);
                    }
                }
            }
        }
        Counts counts = new Counts();
        counts.add("failed", refused);
        held.forEach(counts::add);
        return counts.toTally(rows);
    }

    private static final class Counts {
        private static final String[] UNANSWERED = {"expired", "cancelled", "missing", "failed"};
        private final Map<String, Long> byStatus = new HashMap<>();

        void add(String status, long rows) {
            byStatus.merge(status, rows, Long::sum);
        }

        void add(BatchState batch, long lines) {
            Event.Denied denied = batch.denied();
            if (denied != null && denied.then() == Event.AfterDenial.FAIL_ROWS) {
                add("failed", lines);
            }
            Event.Collected collected = batch.collected();
            if (collected != null) {
                Map<String, Long> found = found(collected, batch.planned().requests());
                long elsewhere = batch.planned().requests() - lines;
                for (String status : UNANSWERED) {
                    long taken = Math.min(elsewhere, found.getOrDefault(status, 0L));
                    found.merge(status, -taken, Long::sum);
                    elsewhere -= taken;
                }
                found.forEach(this::add);
            }
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
            long known = byStatus.values().stream().mapToLong(Long::longValue).sum();
            return new Tally(
                    rows, of("succeeded"), of("failed"), of("expired"), of("cancelled"), of("missing"), rows - known);
        }

        private long of(String status) {
            return byStatus.getOrDefault(status, 0L);
        }
    }
}
