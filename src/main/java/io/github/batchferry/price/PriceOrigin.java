package io.github.batchferry.price;

import java.io.Serializable;

/**
 * Where a price is from.
 *
 * @param date on which it held, as {@code yyyy-mm-dd}
 */
public record PriceOrigin(String date, String source) implements Serializable {
    @Override
    public String toString() {
        return date + " (" + source + ")";
    }
}
