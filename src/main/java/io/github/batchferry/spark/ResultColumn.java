package io.github.batchferry.spark;

import java.util.Locale;

/** A column that a job adds, in the order in which they stand. */
public enum ResultColumn {
    CUSTOM_ID,
    STATUS,
    OUTPUT,
    ERROR,
    USAGE,
    RESPONSE,
    TOOL_CALLS;

    /** Without the prefix that a write may set. */
    public String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
