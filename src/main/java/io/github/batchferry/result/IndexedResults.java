package io.github.batchferry.result;

import java.util.List;

/**
 * What a batch's files hold.
 *
 * @param foreignIds the beginnings of the first few ids that the batch's input does not have, for messages
 */
public record IndexedResults(ResultIndex index, OutcomeCounts counts, List<String> foreignIds) {
    public IndexedResults {
        foreignIds = List.copyOf(foreignIds);
    }
}
