package io.github.batchferry.spark.read;

import io.github.batchferry.job.Advance;
import io.github.batchferry.ledger.BatchState;
import io.github.batchferry.ledger.CollectedFile;
import io.github.batchferry.ledger.Event;
import io.github.batchferry.ledger.JobState;
import io.github.batchferry.shard.StagedPart;
import java.util.OptionalLong;
import org.apache.spark.sql.connector.read.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * How large a job is, by its ledger; needs no call. While answers are missing nobody knows their size, and Spark is told
 * none: it then takes the job for too large to be sent to every executor.
 */
record JobStatistics(long rows, OptionalLong sizeInBytes) implements Statistics {
    static JobStatistics of(JobState state) {
        long rows = 0;
        long bytes = 0;
        for (Event.WriteSealed write : state.writes()) {
            for (StagedPart part : write.parts()) {
                rows += part.rows();
                bytes += part.rowsBytes();
            }
        }
        boolean whole = !Advance.mayMove(state);
        for (BatchState batch : state.batches()) {
            Event.Collected collected = batch.collected();
            bytes += collected == null ? 0 : bytes(collected.output()) + bytes(collected.errors());
            whole &= !batch.isOpen();
        }
        return new JobStatistics(rows, whole ? OptionalLong.of(bytes) : OptionalLong.empty());
    }

    private static long bytes(@Nullable CollectedFile file) {
        return file == null ? 0 : file.bytes();
    }

    @Override
    public OptionalLong numRows() {
        return OptionalLong.of(rows);
    }
}
