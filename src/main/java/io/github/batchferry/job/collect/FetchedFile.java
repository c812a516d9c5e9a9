package io.github.batchferry.job.collect;

import io.github.batchferry.ExternalException;
import io.github.batchferry.ledger.CollectedFile;
import org.jspecify.annotations.Nullable;

/** A results file that was brought home, or why there is none. */
record FetchedFile(@Nullable CollectedFile file, @Nullable String problem, boolean serverIsOut) {
    static final FetchedFile NONE = new FetchedFile(null, null, false);

    static FetchedFile not(ExternalException e) {
        return new FetchedFile(null, e.getMessage(), e.retryable());
    }

    long bytes() {
        return file == null ? -1 : file.bytes();
    }
}
