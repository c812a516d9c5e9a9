package io.github.batchferry.batch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of {@code GET /batches}, in whatever order the server likes.
 *
 * @param cursor where the next page begins: the last id of this one, as the server or its last entry names it; absent
 *     where neither does
 */
public record BatchPage(
        List<Batch> batches, boolean hasMore, @Nullable String cursor) {
    public BatchPage {
        batches = List.copyOf(batches);
    }
}
