package io.github.batchferry.price;

import io.github.batchferry.result.TokenSums;
import java.io.Serializable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What the same tokens cost in a batch and in real time. */
record RatePair(Rates batch, Rates realTime) implements Serializable {
    @Nullable
    Cost of(TokenSums tokens) {
        BigDecimal inBatch = batch.of(tokens);
        BigDecimal atOnce = realTime.of(tokens);
        return inBatch == null || atOnce == null ? null : new Cost(inBatch, atOnce);
    }
}
