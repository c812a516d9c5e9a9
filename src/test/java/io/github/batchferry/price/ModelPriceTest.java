package io.github.batchferry.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.result.Spent;
import io.github.batchferry.result.TokenSums;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelPriceTest {
    private static final PriceOrigin ORIGIN = new PriceOrigin("2026-01-31", "test");
    private static final ProviderPrices OPENAI = PriceTable.ofJar().of("openai");

    @Test
    void cachedWrittenAndOtherTokensHaveTheirOwnPrices() {
        ModelPrice price = price(rates("1", "0.1", "1.25", "5"));

        // 100 in, 30 of them out of the cache and 20 into it; 7 out, 3 of them never seen.
        assertThat(price.of(new TokenSums(1, 100, 30, 20, 7, 3, 107, 0, 0)).batch())
                .isEqualByComparingTo("113"); // 50 + 3 + 25 + 35
    }

    @Test
    void tokensThatHaveNoPriceOfTheirOwnCostWhatInputCosts() {
        ModelPrice price = price(rates("1", null, null, "5"));

        assertThat(price.of(new TokenSums(1, 100, 30, 20, 7, 3, 107, 0, 0)).batch())
                .isEqualByComparingTo("135");
    }

    @Test
    void outputWithoutAPriceIsUnknownUnlessThereIsNone() {
        ModelPrice price = price(rates("1", null, null, null));

        assertThat(price.of(new TokenSums(1, 10, 0, 0, 1, 0, 11, 0, 0))).isNull();
        assertThat(price.of(new TokenSums(1, 10, 0, 0, 0, 0, 10, 0, 0)).batch()).isEqualByComparingTo("10");
    }

    @Test
    void aPromptAboveTheThresholdPricesTheWholeRequestHigher() {
        ModelPrice luna = OPENAI.of("gpt-6-luna");

        assertThat(luna.of(used(272_000, 1000)).batch()).isEqualByComparingTo("0.01385");
        assertThat(luna.of(used(272_001, 1000)).batch()).isEqualByComparingTo("0.0275751");
        assertThat(luna.of(used(272_001, 1000)).realTime()).isEqualByComparingTo("0.0551502");
        assertThat(OPENAI.of("gpt-4o").of(used(300_000, 0)).batch()).isEqualByComparingTo("0.375");
    }

    @Test
    void sumsOfRequestsCostWhatTheRequestsCost() {
        ModelPrice luna = OPENAI.of("gpt-6-luna");
        BigDecimal one = luna.of(used(33, 7)).batch();
        BigDecimal longOne = luna.of(used(300_000, 7)).batch();
        TokenSums million = new TokenSums(1_000_000, 33_000_000, 0, 0, 7_000_000, 0, 0, 0, 0);

        Cost sum = luna.of(Map.of(Spent.ANSWERS, million, Spent.LONG_FAILURES, used(300_000, 7)));

        assertThat(sum.batch())
                .isEqualByComparingTo(
                        one.multiply(BigDecimal.valueOf(1_000_000)).add(longOne));
    }

    @Test
    void aModelOfImagesGeneratesNothingElse() {
        ModelPrice images = OPENAI.of("gpt-image-1");

        // 50 tokens of text and 323 of an image go in, 272 of an image come out.
        assertThat(images.of(new TokenSums(1, 373, 0, 0, 272, 0, 645, 323, 0)).batch())
                .isEqualByComparingTo("0.00718"); // 0.000125 + 0.001615 + 0.00544
    }

    @Test
    void textAndImagesThatComeOutHaveTheirOwnPrices() {
        ModelPrice images = OPENAI.of("gpt-image-1.5");

        assertThat(images.of(new TokenSums(1, 0, 0, 0, 300, 0, 300, 0, 200)).batch())
                .isEqualByComparingTo("0.0037"); // 100 of text: 0.0005, 200 of images: 0.0032
    }

    private static TokenSums used(long input, long output) {
        return new TokenSums(1, input, 0, 0, output, 0, input + output, 0, 0);
    }

    private static ModelPrice price(Rates rates) {
        return new ModelPrice(ORIGIN, new RatePair(rates, rates), null, List.of());
    }

    private static Rates rates(String input, String cached, String cacheWrite, String output) {
        return new Rates(decimal(input), decimal(cached), decimal(cacheWrite), decimal(output), null, null);
    }

    private static BigDecimal decimal(String text) {
        return text == null ? null : new BigDecimal(text);
    }
}
