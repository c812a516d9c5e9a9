package io.github.batchferry.ledger;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What every batch of a write is created with. */
public record PurchaseTerms(
        String completionWindow,
        Map<String, String> metadata,
        @Nullable Long outputExpiresAfterSeconds) {
    public PurchaseTerms {
        metadata = Map.copyOf(metadata);
    }
}
