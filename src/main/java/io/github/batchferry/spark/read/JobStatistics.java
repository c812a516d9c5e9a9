package io.github.batchferry.spark.read;

import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.CollectedFile;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.shard.StagedPart;
import io.github.batchferry.shard.StagedShard;
import java.util.OptionalLong;
import org.apache.spark.sql.connector.read.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * How large a job is, by what its writes seal; needs no call and no answer. What is not collected yet counts as large as
 * what was asked for it.
 */
record JobStatistics(long rows, long bytes) implements Statistics {
    static JobStatistics of(JobState state) {
        long rows = 0;
        long staged = 0;
        long asked = 0;
        for (Event.WriteSealed write : state.writes()) {
            for (StagedPart part : write.parts()) {
                rows += part.rows();
                staged += part.rowsBytes();
                asked += part.shards().stream().mapToLong(StagedShard::bytes).sum();
            }
        }
        long answered = 0;
        for (BatchState batch : state.batches()) {
            Event.Collected collected = batch.collected();
            answered += collected == null ? 0 : bytes(collected.output()) + bytes(collected.errors());
        }
        return new JobStatistics(rows, staged + Math.max(asked, answered));
    }

    private static long bytes(@Nullable CollectedFile file) {
        return file == null ? 0 : file.bytes();
    }

    @Override
    public OptionalLong sizeInBytes() {
        return OptionalLong.of(bytes);
    }

    @Override
    public OptionalLong numRows() {
        return OptionalLong.of(rows);
    }
}
