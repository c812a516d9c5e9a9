package io.github.batchferry.spark.read;

import io.github.batchferry.job.BatchState;
import io.github.batchferry.job.CollectedFile;
import io.github.batchferry.job.Event;
import io.github.batchferry.job.Holding;
import io.github.batchferry.job.JobState;
import io.github.batchferry.job.Reason;
import io.github.batchferry.job.ShardKey;
import io.github.batchferry.result.RecordedFile;
import io.github.batchferry.shard.RowSplit;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.shard.StagedShard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A job as it stood at one moment, cut into runs of rows. */
final class Snapshot {
    private final List<RowsSlice> slices = new ArrayList<>();
    private final Map<Integer, BatchAnswers> batches = new HashMap<>();
    private long weight;

    private Snapshot() {}

    static Snapshot of(JobState state) {
        Snapshot snapshot = new Snapshot();
        Map<Integer, Long> bytesPerRequest = new HashMap<>();
        for (BatchState batch : state.batches()) {
            snapshot.batches.put(batch.number(), answers(batch));
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
    List<SnapshotPartition> partitions(long target) {
        List<SnapshotPartition> partitions = new ArrayList<>();
        List<RowsSlice> open = new ArrayList<>();
        long openWeight = 0;
        for (RowsSlice slice : slices) {
            if (!open.isEmpty() && openWeight + slice.weight() > target) {
                partitions.add(partition(open));
                open = new ArrayList<>();
                openWeight = 0;
            }
            open.add(slice);
            openWeight += slice.weight();
        }
        if (!open.isEmpty()) {
            partitions.add(partition(open));
        }
        return partitions;
    }

    long weight() {
        return weight;
    }

    private SnapshotPartition partition(List<RowsSlice> run) {
        Map<Integer, BatchAnswers> needed = new HashMap<>();
        for (RowsSlice slice : run) {
            for (Segment[] segments : slice.segments().values()) {
                for (Segment segment : segments) {
                    BatchAnswers answers = batches.get(segment.batch());
                    if (answers != null) {
                        needed.put(segment.batch(), answers);
                    }
                }
            }
        }
        return new SnapshotPartition(List.copyOf(run), needed);
    }

    private void add(JobState state, Event.WriteSealed write, StagedPart part, Map<Integer, Long> bytesPerRequest) {
        Map<Integer, Segment[]> segments = new TreeMap<>();
        long answerBytes = 0;
        for (StagedShard shard : part.shards()) {
            List<Holding> holders = state.holders(new ShardKey(write.write(), part.part(), shard.ordinal()));
            Segment[] of = new Segment[holders.size()];
            for (int i = 0; i < of.length; i++) {
                Holding held = holders.get(i);
                of[i] = new Segment(held.from(), held.to(), held.batch().number(), held.position());
                answerBytes += (long) (held.to() - held.from())
                        * bytesPerRequest.getOrDefault(held.batch().number(), 0L);
            }
            segments.put(shard.ordinal(), of);
        }
        for (int i = 0; i < part.splits().size(); i++) {
            RowSplit start = part.splits().get(i);
            boolean last = i + 1 == part.splits().size();
            long rows = (last ? part.rows() : part.splits().get(i + 1).row()) - start.row();
            long share = (part.rowsBytes() + answerBytes) * rows / Math.max(1, part.rows());
            weight += share;
            slices.add(new RowsSlice(
                    write.write(), part.part(), part.rowsFile(), part.rowsBytes(), start, rows, share, segments));
        }
    }

    private static long resultBytes(BatchState batch) {
        Event.Collected collected = batch.collected();
        if (collected == null) {
            return 0;
        }
        return (collected.output() == null ? 0 : collected.output().bytes())
                + (collected.errors() == null ? 0 : collected.errors().bytes());
    }

    private static BatchAnswers answers(BatchState batch) {
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
                    unfinished(batch),
                    Map.of());
        }
        Reason absent = collected.absent();
        return new BatchAnswers(
                batch.number(),
                batch.batchId(),
                batch.planned().attempt(),
                batch.planned().model(),
                recorded(collected.index()),
                recorded(collected.output()),
                recorded(collected.errors()),
                absent == null ? new Reason("missing", "missing", null, null, null) : absent,
                collected.lineReasons());
    }

    private static @Nullable RecordedFile recorded(@Nullable CollectedFile file) {
        return file == null ? null : new RecordedFile(file.path(), file.bytes());
    }

    private static Reason unfinished(BatchState batch) {
        Event.@Nullable Denied denied = batch.denied();
        if (denied != null && denied.then() == Event.AfterDenial.FAIL_ROWS) {
            return new Reason("failed", denied.code(), denied.message(), null, null);
        }
        if (batch.doubt() != null) {
            return new Reason(
                    "pending",
                    "in_doubt",
                    "batch " + batch.number() + " is held: nobody can tell whether it was bought (input file "
                            + batch.fileId() + "); see 'resolve'",
                    null,
                    null);
        }
        return new Reason("pending", null, null, null, null);
    }
}
