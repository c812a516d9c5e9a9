package io.github.batchferry.batch;

import org.jspecify.annotations.Nullable;

/** A file object of the provider. {@link #status} is {@code processed} at once at OpenAI, later at Azure. */
public record RemoteFile(
        String id,
        long bytes,
        String filename,
        @Nullable String purpose,
        @Nullable String status) {}
