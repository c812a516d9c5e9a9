package io.github.batchferry.job.dryrun;

import io.github.batchferry.price.Cost;
import io.github.batchferry.price.ModelPrice;
import io.github.batchferry.result.Spent;
import io.github.batchferry.result.TokenSums;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model would cost, where each request is bought once.
 *
 * @param price null where nobody knows it
 */
record ModelCost(ModelForecast model, @Nullable ModelPrice price) {
    /** An estimate is no better than this. */
    private static final MathContext DIGITS = new MathContext(3);

    private static final String ORDINARY =
            String.format(Locale.ROOT, " (of prompts of up to %,d tokens)", Spent.LONG_PROMPT);

    String text() {
        if (price == null) {
            return "its cost is unknown: no price is known of model '" + model.model() + "'";
        }
        String origin = ", by the prices of " + price.origin();
        Cost asked = cost(model.tokens(), 0);
        if (asked == null) {
            return "its cost is unknown: the prices of " + price.origin() + " have none for prompts of '"
                    + model.model() + "'";
        }
        Cost token = cost(0, 1);
        if (token == null || token.batch().signum() == 0) {
            return "about " + shown(asked) + origin;
        }
        Long answers = model.answers();
        Cost answered = answers == null ? null : cost(0, answers);
        return answered == null
                ? "its prompts cost about " + shown(asked) + origin
                        + "; its answers come on top, and nothing bounds them:"
                        + " body.max_completion_tokens and its like do"
                : "its prompts cost about " + shown(asked) + " and its answers at most " + shown(answered)
                        + (price.longPrompts() == null ? "" : ORDINARY) + origin;
    }

    private @Nullable Cost cost(long input, long output) {
        TokenSums tokens = new TokenSums(1, input, 0, 0, output, 0, input + output, 0, 0);
        return price == null ? null : price.of(Map.of(Spent.ANSWERS, tokens));
    }

    private static String shown(Cost cost) {
        return rounded(cost.batch()) + " USD (" + rounded(cost.realTime()) + " in real time)";
    }

    private static String rounded(BigDecimal usd) {
        return Cost.shown(usd.round(DIGITS));
    }
}
