package io.github.batchferry.result;

/** How much of a line one read fetches: say {@link #LINE} where more than the output will be asked of most rows. */
public enum Extent {
    OUTPUT,
    LINE
}
