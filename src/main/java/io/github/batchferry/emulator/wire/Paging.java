package io.github.batchferry.emulator.wire;

import org.jspecify.annotations.Nullable;

/** What {@code after} and {@code limit} mean to {@code GET /v1/batches}. */
public enum Paging {
    /** The id of the last batch that is known. */
    BY_ID,
    /** How many batches to leave out. */
    BY_OFFSET,
    /** Nothing: all batches stand on one page. */
    WHOLE;

    private static final int MOST = 100;
    private static final int ALL = 1_000_000;

    public Asked asked(Request request) {
        return switch (this) {
            case BY_ID -> new Asked(request.parameter("after"), 0, limit(request));
            case BY_OFFSET -> new Asked(null, request.number("after", 0, 0, ALL), limit(request));
            case WHOLE -> new Asked(null, 0, ALL);
        };
    }

    private static int limit(Request request) {
        return request.number("limit", 20, 1, MOST);
    }

    /**
     * A page that somebody asks for.
     *
     * @param after the batch before its first one, where that is known by its id
     * @param skipped how many come before its first one, where that is known by a number
     */
    public record Asked(@Nullable String after, int skipped, int limit) {}
}
