package io.github.batchferry.job;

import io.github.batchferry.ExternalException;
import org.jspecify.annotations.Nullable;

/** A results file that was brought home, or why there is none. */
record HadFile(@Nullable CollectedFile file, @Nullable String problem, boolean serverIsOut) {
    static final HadFile NONE = new HadFile(null, null, false);

    static HadFile not(ExternalException e) {
        return new HadFile(null, e.getMessage(), e.retryable());
    }

    long bytes() {
        return file == null ? -1 : file.bytes();
    }
}
