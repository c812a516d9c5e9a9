package io.github.batchferry.job.dryrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.price.ModelPrice;
import io.github.batchferry.price.PriceTable;
import io.github.batchferry.price.ProviderPrices;
import io.github.batchferry.request.RequestTemplate;
import io.github.batchferry.request.endpoint.Endpoints;
import io.github.batchferry.request.endpoint.RequestForm;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCostTest {
    private static final ProviderPrices PRICES = PriceTable.ofJar().providers().get("openai");

    /** gpt-6-luna: 0.05 and 0.25 USD a million in batches, twice that in real time. */
    @Test
    void promptsAreEstimatedAndAnswersBoundedInBatchAndInRealTime() {
        ModelPrice price = PRICES.of("gpt-6-luna");
        assertThat(cost("gpt-6-luna", price, 1_000_000, 2_000_000L).text())
                .startsWith(
                        "its prompts cost about 0.05 USD (0.1 in real time) and its answers at most 0.5 USD (1 in real"
                                + " time) (of prompts of up to 272,000 tokens), by the prices of 20")
                .endsWith("(" + price.origin().source() + ")");
    }

    @Test
    void answersThatNothingBoundsAreSaidToComeOnTop() {
        assertThat(cost("gpt-6-luna", PRICES.of("gpt-6-luna"), 1234, null).text())
                .startsWith("its prompts cost about 0.0000617 USD")
                .contains("its answers come on top, and nothing bounds them");
    }

    @Test
    void vectorsHaveNoCostBesidesTheirInput() {
        assertThat(cost("text-embedding-3-small", PRICES.of("text-embedding-3-small"), 1_000_000, null)
                        .text())
                .startsWith("about 0.01 USD (0.02 in real time), by the prices of");
    }

    @Test
    void aModelThatNobodyKnowsIsUnknownAndNeverFree() {
        assertThat(cost("mine", null, 1000, 10L).text())
                .isEqualTo("its cost is unknown: no price is known of model 'mine'");
    }

    private static ModelCost cost(String model, ModelPrice price, long prompts, Long answers) {
        return new ModelCost(new ModelForecast(model, 1, 10, prompts, answers, null), price);
    }

    @ParameterizedTest
    @CsvSource({
        "PROMPT, max_completion_tokens, 16, , 16",
        "PROMPT, max_tokens, 16, 3, 48",
        "TEMPLATE, max_tokens, 16, , 16",
        "PROMPT, max_output_tokens, 16, , ",
        "PROMPT, max_tokens, 16, many, ",
        "PROMPT, temperature, 1, , ",
        "PROMPT, max_tokens, null, , ",
        "BODY, max_tokens, 16, , "
    })
    void anAnswerIsAsLongAsTheConstantsAllow(RequestForm form, String field, String value, String n, Long most) {
        LinkedHashMap<String, String> constants = new LinkedHashMap<>(Map.of(field, value));
        if (n != null) {
            constants.put("n", n);
        }
        assertThat(OutputBound.of(new RequestTemplate(
                        Endpoints.CHAT_COMPLETIONS.path(), form, "prompt", "m", null, null, constants)))
                .isEqualTo(most);
    }
}
