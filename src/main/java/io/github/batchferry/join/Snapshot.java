package io.github.batchferry.join;

import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.CollectedFile;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.ledger.LineAssignment;
import io.github.batchferry.ledger.Reason;
import io.github.batchferry.ledger.ShardKey;
import io.github.batchferry.ledger.Unfinished;
import io.github.batchferry.result.answer.RowStatus;
import io.github.batchferry.shard.RowSplit;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.shard.StagedShard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A job as it stood at one moment, cut into runs of rows. */
public final class Snapshot {
    private final List<RowsSlice> slices = new ArrayList<>();
    private final Map<Integer, BatchAnswers> batches = new HashMap<>();
    private final Reason unplanned;
    private long weight;

    private Snapshot(Reason unplanned) {
        this.unplanned = unplanned;
    }

    public static Snapshot of(JobState state) {
        Snapshot snapshot = new Snapshot(Unfinished.unplanned(state));
        Map<Integer, Long> bytesPerRequest = new HashMap<>();
        for (BatchState batch : state.batches()) {
            snapshot.batches.put(batch.number(), answers(state, batch));
            bytesPerRequest.put(
                    batch.number(),
                    resultBytes(batch) / Math.max(1, batch.planned().requests()));
        }
        for (Event.WriteSealed write : state.writes()) {
            for (StagedPart part : write.parts()) {
                snapshot.add(state, write, part, bytesPerRequest);
            }
        }
        return snapshot;
    }

    /** Cuts into tasks of about this weight in bytes, in the order of the rows. */
    public List<JoinTask> tasks(long target) {
        List<JoinTask> tasks = new ArrayList<>();
        List<RowsSlice> open = new ArrayList<>();
        long openWeight = 0;
        for (RowsSlice slice : slices) {
            if (!open.isEmpty() && openWeight + slice.weight() > target) {
                tasks.add(task(open));
                open = new ArrayList<>();
                openWeight = 0;
            }
            open.add(slice);
            openWeight += slice.weight();
        }
        if (!open.isEmpty()) {
            tasks.add(task(open));
        }
        return tasks;
    }

    /** About how many bytes are to be read for it. */
    public long weight() {
        return weight;
    }

    private JoinTask task(List<RowsSlice> run) {
        Map<Integer, BatchAnswers> needed = new HashMap<>();
        for (RowsSlice slice : run) {
            need(slice.segments(), needed);
            need(slice.earlier(), needed);
        }
        return new JoinTask(List.copyOf(run), needed, unplanned);
    }

    private void need(Map<Integer, Segment[]> segments, Map<Integer, BatchAnswers> needed) {
        for (Segment[] of : segments.values()) {
            for (Segment segment : of) {
                BatchAnswers answers = batches.get(segment.batch());
                if (answers != null) {
                    needed.put(segment.batch(), answers);
                }
            }
        }
    }

    private void add(JobState state, Event.WriteSealed write, StagedPart part, Map<Integer, Long> bytesPerRequest) {
        Map<Integer, Segment[]> segments = new TreeMap<>();
        Map<Integer, Segment[]> earlier = new TreeMap<>();
        long answerBytes = 0;
        for (StagedShard shard : part.shards()) {
            ShardKey key = new ShardKey(write.write(), part.part(), shard.ordinal());
            List<LineAssignment> holders = state.holders(key);
            for (LineAssignment held : holders) {
                answerBytes += (long) (held.to() - held.from())
                        * bytesPerRequest.getOrDefault(held.batch().number(), 0L);
            }
            segments.put(shard.ordinal(), segments(holders));
            earlier.put(shard.ordinal(), segments(state.earlierAttempts(key)));
        }
        for (int i = 0; i < part.splits().size(); i++) {
            RowSplit start = part.splits().get(i);
            boolean last = i + 1 == part.splits().size();
            long rows = (last ? part.rows() : part.splits().get(i + 1).row()) - start.row();
            long share = (part.rowsBytes() + answerBytes) * rows / Math.max(1, part.rows());
            weight += share;
            slices.add(new RowsSlice(
                    write.write(),
                    part.part(),
                    part.rowsFile(),
                    part.rowsBytes(),
                    start,
                    rows,
                    share,
                    segments,
                    earlier));
        }
    }

    private static Segment[] segments(List<LineAssignment> holdings) {
        return holdings.stream()
                .map(held -> new Segment(held.from(), held.to(), held.batch().number(), held.position()))
                .toArray(Segment[]::new);
    }

    private static long resultBytes(BatchState batch) {
        Event.Collected collected = batch.collected();
        if (collected == null) {
            return 0;
        }
        return (collected.output() == null ? 0 : collected.output().bytes())
                + (collected.errors() == null ? 0 : collected.errors().bytes());
    }

    private static BatchAnswers answers(JobState state, BatchState batch) {
        Event.Collected collected = batch.collected();
        if (collected == null) {
            return new BatchAnswers(
                    batch.number(),
                    batch.batchId(),
                    batch.planned().attempt(),
                    batch.planned().model(),
                    null,
                    null,
                    null,
                    null,
                    Unfinished.of(state, batch),
                    Unfinished.lines(batch),
                    List.of());
        }
        Reason absent = collected.absent();
        return new BatchAnswers(
                batch.number(),
                batch.batchId(),
                batch.planned().attempt(),
                batch.planned().model(),
                CollectedFile.recorded(collected.index()),
                CollectedFile.recorded(collected.output()),
                CollectedFile.recorded(collected.errors()),
                batch.assets() == null ? null : batch.assets().index().recorded(),
                absent == null ? new Reason(RowStatus.MISSING, "missing", null, null, null) : absent,
                collected.lineReasons(),
                state.goingAgain(batch));
    }
}
