package io.github.batchferry.spark.read;

import io.github.batchferry.result.answer.Usage;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** The struct of a usage, filled anew for every row, so that no row costs an object for each number. */
final class UsageStruct {
    private static final int FIELDS = 5;

    private final UnsafeRow struct = new UnsafeRow(FIELDS);

    UsageStruct() {
        int bytes = UnsafeRow.calculateBitSetWidthInBytes(FIELDS) + FIELDS * Long.BYTES;
        struct.pointTo(new byte[bytes], bytes);
    }

    /** Holds until the next call. */
    UnsafeRow of(Usage usage) {
        set(0, usage.inputTokens());
        set(1, usage.cachedTokens());
        set(2, usage.outputTokens());
        set(3, usage.reasoningTokens());
        set(4, usage.totalTokens());
        return struct;
    }

    private void set(int field, int tokens) {
        if (tokens < 0) {
            struct.setNullAt(field);
        } else {
            struct.setLong(field, tokens);
        }
    }
}
