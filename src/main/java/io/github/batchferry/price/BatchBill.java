package io.github.batchferry.price;

import io.github.batchferry.ledger.Event;
import io.github.batchferry.result.OutcomeCounts;
import io.github.batchferry.result.Spent;
import io.github.batchferry.result.TokenSums;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a collected batch cost, by what its lines say that they used.
 *
 * @param price null where nobody knows it
 * @param tokens of the lines that say so
 * @param silent requests that were perhaps paid, and of which nobody knows what they used
 * @param difference between its lines and what the server says of the whole batch, for people; null where there is none
 */
public record BatchBill(
        int number,
        String model,
        @Nullable ModelPrice price,
        Map<Spent, TokenSums> tokens,
        long silent,
        @Nullable String difference) {
    public BatchBill {
        tokens = Map.copyOf(tokens);
    }

    static BatchBill of(String model, Event.Collected collected, @Nullable ModelPrice price) {
        OutcomeCounts counts = collected.counts();
        if (counts == null) {
            return new BatchBill(collected.batch(), model, price, Map.of(), 0, null);
        }
        return new BatchBill(
                collected.batch(),
                model,
                price,
                counts.tokens(),
                counts.silent() + (collected.lacksLines() ? counts.missing() : 0),
                UsageDifference.of(counts, collected.billed()));
    }

    /** Null where the price is not known, or what was used; nothing that ran costs nothing. */
    public @Nullable Cost cost() {
        return cost(tokens);
    }

    /** What of it went into requests that have no answer. Null where the whole is not known. */
    public @Nullable Cost failures() {
        Map<Spent, TokenSums> onFailures = new HashMap<>(tokens);
        onFailures.keySet().removeIf(spent -> !spent.onFailures());
        return cost(onFailures);
    }

    private @Nullable Cost cost(Map<Spent, TokenSums> some) {
        if (tokens.isEmpty() && silent == 0) {
            return Cost.ZERO;
        }
        if (price == null || silent > 0 && !price.isFree()) {
            return null;
        }
        return price.of(some);
    }
}
