package io.github.batchferry.spark.read;

import io.github.batchferry.join.BatchAnswers;
import io.github.batchferry.join.JoinedRow;
import io.github.batchferry.price.Cost;
import io.github.batchferry.price.ModelPrice;
import io.github.batchferry.price.ProviderPrices;
import io.github.batchferry.request.endpoint.AnswerShape;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.TokenSums;
import io.github.batchferry.result.answer.Usage;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.spark.sql.types.Decimal;
import org.jspecify.annotations.Nullable;

/** What a row's purchase cost; neighbouring rows are mostly of one batch. */
final class CostColumn {
    private final ProviderPrices prices;
    private final AnswerShape shape;
    private @Nullable BatchAnswers batch;
    private Optional<ModelPrice> price = Optional.empty();

    CostColumn(ProviderPrices prices, AnswerShape shape) {
        this.prices = prices;
        this.shape = shape;
    }

    /** Null where the price or what was used is not known. */
    @Nullable
    Decimal of(JoinedRow row) {
        AnswerReader answer = row.answer();
        if (answer == null || row.batch() == null) {
            return null;
        }
        if (batch != row.batch()) {
            batch = row.batch();
            price = Optional.ofNullable(prices.of(row.batch().model()));
        }
        return price.map(known -> cost(known, answer.usage())).orElse(null);
    }

    private @Nullable Decimal cost(ModelPrice known, @Nullable Usage usage) {
        if (known.isFree()) {
            return money(BigDecimal.ZERO);
        }
        TokenSums used = usage == null ? null : TokenSums.of(usage, shape);
        Cost cost = used == null ? null : known.of(used);
        return cost == null ? null : money(cost.batch());
    }

    /** Null for more than the column holds, which no answer costs whose count of tokens is true. */
    private static @Nullable Decimal money(BigDecimal usd) {
        int whole = HiddenColumn.MONEY.precision() - HiddenColumn.MONEY.scale();
        return usd.precision() - usd.scale() > whole
                ? null
                : Decimal.apply(usd, HiddenColumn.MONEY.precision(), HiddenColumn.MONEY.scale());
    }
}
