package io.github.batchferry.batch;

import java.util.List;

/** One page of {@code GET /batches}, newest first. The cursor of the next page is the last id of this one. */
public record BatchPage(List<Batch> batches, boolean hasMore) {
    public BatchPage {
        batches = List.copyOf(batches);
    }
}
