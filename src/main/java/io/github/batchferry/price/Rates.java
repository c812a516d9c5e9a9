package io.github.batchferry.price;

import io.github.batchferry.result.TokenSums;
import java.io.Serializable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * USD for one token. What is null has no price of its own: cached and written tokens and those of images that go out
 * then cost what others cost, and output cannot be priced.
 */
public record Rates(
        BigDecimal input,
        @Nullable BigDecimal cachedInput,
        @Nullable BigDecimal cacheWrite,
        @Nullable BigDecimal output,
        @Nullable BigDecimal imageInput,
        @Nullable BigDecimal imageOutput)
        implements Serializable {

    /** Exact. Null where something was used that has no price. */
    @Nullable
    BigDecimal of(TokenSums tokens) {
        long images = imageOutput(tokens);
        long text = tokens.output() - images;
        if (text > 0 && output == null || images > 0 && output == null && imageOutput == null) {
            return null;
        }
        long plain = tokens.input() - tokens.cached() - tokens.cacheWrite() - tokens.imageInput();
        return times(plain, input)
                .add(times(tokens.cached(), or(cachedInput, input)))
                .add(times(tokens.cacheWrite(), or(cacheWrite, input)))
                .add(times(tokens.imageInput(), or(imageInput, input)))
                .add(times(text, or(output, BigDecimal.ZERO)))
                .add(times(images, or(imageOutput, or(output, BigDecimal.ZERO))));
    }

    boolean areFree() {
        return input.signum() == 0 && (output == null || output.signum() == 0) && imageOutput == null;
    }

    /** A model that has no price for text generates images only, whether its answers say so or not. */
    private long imageOutput(TokenSums tokens) {
        return output == null && imageOutput != null ? tokens.output() : tokens.imageOutput();
    }

    private static BigDecimal times(long tokens, BigDecimal rate) {
        return BigDecimal.valueOf(tokens).multiply(rate);
    }

    private static BigDecimal or(@Nullable BigDecimal rate, BigDecimal other) {
        return rate == null ? other : rate;
    }
}
