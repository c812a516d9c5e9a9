package io.github.batchferry.price;

import java.math.BigDecimal;

/** USD, exact: as bought in a batch, and what the same would have cost in real time. */
public record Cost(BigDecimal batch, BigDecimal realTime) {
    public static final Cost ZERO = new Cost(BigDecimal.ZERO, BigDecimal.ZERO);

    public Cost plus(Cost other) {
        return new Cost(batch.add(other.batch), realTime.add(other.realTime));
    }

    /** A sum of money as a decimal number, without zeros that say nothing. */
    public static String shown(BigDecimal usd) {
        return usd.signum() == 0 ? "0" : usd.stripTrailingZeros().toPlainString();
    }
}
