package io.github.batchferry.batch;

import org.jspecify.annotations.Nullable;

/**
 * A file object of the provider. {@link #status} is {@code processed} at once at OpenAI, later at Azure;
 * {@link #createdAt} and {@link #expiresAt} are in seconds since the epoch, by the server's clock, 0 where the provider
 * gives none.
 */
public record RemoteFile(
        String id,
        long bytes,
        long createdAt,
        long expiresAt,
        String filename,
        @Nullable String purpose,
        @Nullable String status) {}
