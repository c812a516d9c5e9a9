package io.github.batchferry.job.collect;

import io.github.batchferry.batch.Batch;
import io.github.batchferry.job.transfer.Transfer;
import io.github.batchferry.ledger.BatchState;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A look at a batch that has ended, whose files are on their way. */
public final class Look {
    private final BatchState batch;
    private final Batch remote;
    private final @Nullable Transfer<FetchedResults> results;

    /** @param results null where the batch has none */
    Look(BatchState batch, Batch remote, @Nullable Transfer<FetchedResults> results) {
        this.batch = batch;
        this.remote = remote;
        this.results = results;
    }

    public BatchState batch() {
        return batch;
    }

    Batch remote() {
        return remote;
    }

    @Nullable
    Transfer<FetchedResults> results() {
        return results;
    }

    /** Deletes the copies that were made; nothing runs any more. */
    void abandon() throws IOException {
        FetchedResults fetched = results == null ? null : results.brought();
        if (fetched != null) {
            fetched.close();
        }
    }
}
