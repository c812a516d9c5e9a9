package io.github.batchferry.ledger;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every batch of a write is created with, and when.
 *
 * @param pause why nothing is bought until somebody resumes the job; null for a write that is bought at once
 */
public record PurchaseTerms(
        String completionWindow,
        Map<String, String> metadata,
        @Nullable Long outputExpiresAfterSeconds,
        @Nullable Pause pause) {
    public PurchaseTerms {
        metadata = Map.copyOf(metadata);
    }

    /** Of a write that is bought at once. */
    public PurchaseTerms(
            String completionWindow, Map<String, String> metadata, @Nullable Long outputExpiresAfterSeconds) {
        this(completionWindow, metadata, outputExpiresAfterSeconds, null);
    }

    /** Why a job is paused. */
    public enum Pause {
        DRY_RUN
    }
}
