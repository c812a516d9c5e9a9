package io.github.batchferry.price;

import io.github.batchferry.result.Spent;
import io.github.batchferry.result.TokenSums;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The price of a model.
 *
 * @param longPrompts for the whole of a request with a long prompt; null where these cost what others cost
 * @param halved batch prices that the source does not have, taken as half of the standard ones by the rule
 */
public record ModelPrice(
        PriceOrigin origin, RatePair ordinary, @Nullable RatePair longPrompts, List<String> halved)
        implements Serializable {
    public ModelPrice {
        halved = List.copyOf(halved);
    }

    /** Of one request, whatever came of it. Null where something was used that has no price. */
    public @Nullable Cost of(TokenSums one) {
        return rates(one.input() > Spent.LONG_PROMPT).of(one);
    }

    /** Of many requests. Null where something was used that has no price. */
    public @Nullable Cost of(Map<Spent, TokenSums> tokens) {
        Cost sum = Cost.ZERO;
        for (Map.Entry<Spent, TokenSums> entry : tokens.entrySet()) {
            Cost cost = rates(entry.getKey().forLongPrompts()).of(entry.getValue());
            if (cost == null) {
                return null;
            }
            sum = sum.plus(cost);
        }
        return sum;
    }

    /** Whether nothing costs anything, so that nobody needs to know what was used. */
    public boolean isFree() {
        return longPrompts == null
                && ordinary.batch().areFree()
                && ordinary.realTime().areFree();
    }

    private RatePair rates(boolean forLongPrompts) {
        return forLongPrompts && longPrompts != null ? longPrompts : ordinary;
    }
}
