package io.github.batchferry.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.batchferry.provider.ToldLimit.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToldLimitTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Enqueued token limit reached for m in organization o. Limit: 1,350,000 enqueued tokens. Please|1350000",
                "surpassed the configured limit of 30K for the deployment 'd'.|30000",
                "Limit: 1.35M|1350000",
                "Limit: 1.35 M enqueued tokens|1350000",
                "Limit: 1,35M|1350000",
                "Limit: 1,350K|1350000",
                "LIMIT: 90,000.|90000",
                "limit: 90,000, 3 batches wait|90000",
                "Limit: 90 000|90000",
                "Limit: 90\u00a0000|90000",
                "Limit: 90\u202f000 tokens|90000",
                "Limit: 90'000|90000",
                "Limit: 1.350.000|1350000",
                "limit is 2 million|2000000",
                "Limit: 5B|5000000000",
                "Limit: 90 batches|90",
                "Limit: 7|7"
            })
    void aLimitIsReadWhole(String words, long amount) {
        assertThat(ToldLimit.in(words)).contains(new ToldLimit(Unit.TOKENS, amount));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Enqueued token limit reached for gpt-4.",
                "Limit: 0",
                "Limit: 0K",
                "Limit: 1.350",
                "Limit: 1.350M",
                "Limit: 90.5",
                "Limit: 1,35",
                "Limit: 1,350,00",
                "Limit: 1,350.000",
                "Limit: 0,900",
                "Limit: 1.35MM",
                "Limit: 1.35Mtok",
                "Limit: 1e6",
                "Limit: 30 %",
                "Limit: 30%",
                "Limit: -5",
                "Limit: 90 3",
                "Limit: 1.0000001K",
                "Limit: 99999999999999999999",
                "Limit: unlimited",
                "delimited: 5"
            })
    void whatCannotBeReadWholeIsNotReadAtAll(String words) {
        assertThat(ToldLimit.in(words)).isEmpty();
    }

    @Test
    void noWordsNameNoLimit() {
        assertThat(ToldLimit.in(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Enqueued request limit reached for e in organization o. Limit: 5,000 enqueued requests.",
                "Limit: 5K requests"
            })
    void aLimitOfRequestsIsNoneOfTokens(String words) {
        assertThat(ToldLimit.in(words)).contains(new ToldLimit(Unit.REQUESTS, 5_000));
    }
}
