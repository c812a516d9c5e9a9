package io.github.batchferry.job.dryrun;

import io.github.batchferry.ledger.BatchName;
import io.github.batchferry.result.answer.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * What the server would refuse, and in which words.
 *
 * @param row from 1, in the order in which rows come back; null where the batch is refused as a whole
 * @param customId null where the line has none that can be read
 */
public record RefusedLine(
        int batch, @Nullable Long row, @Nullable String customId, String code, String reason) {
    private static final int SHOWN = 300;

    String text() {
        String where =
                row == null ? "" : "row " + row + (customId == null ? "" : ", custom_id '" + shown(customId) + "'");
        return (where.isEmpty() ? "" : where + ", ") + "in " + BatchName.of(batch) + ": " + code + ": " + shown(reason);
    }

    private static String shown(String text) {
        return ForeignText.beginning(text, SHOWN);
    }
}
