package io.github.batchferry.join;

import io.github.batchferry.ledger.PositionRange;
import io.github.batchferry.ledger.Reason;
import io.github.batchferry.result.RecordedFile;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a task must know of a batch to find its answers.
 *
 * @param index absent where the batch has no results
 * @param absent what holds for a line that has no result
 * @param again positions that are bought again when the job goes on
 */
public record BatchAnswers(
        int number,
        @Nullable String batchId,
        int attempt,
        String model,
        @Nullable RecordedFile index,
        @Nullable RecordedFile output,
        @Nullable RecordedFile errors,
        @Nullable RecordedFile assets,
        Reason absent,
        Map<Integer, Reason> lineReasons,
        List<PositionRange> again)
        implements Serializable {}
