package io.github.batchferry.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Incorrect API key provided: sk-proj-ab**cd.|Incorrect API key provided: sk-***.",
                "the key SK-PROJ-abcd1234 was given|the key sk-*** was given",
                "Authorization: Bearer abc.def-1~x==, next|Authorization: Bearer ***, next",
                "api-key: 0123abcd|api-key: ***",
                "{\"apiKey\":\"0123abcd\"}|{\"apiKey\":\"***\"}",
                "token eyJhbGciOi.eyJzdWIi.c2ln end|token *** end",
                "https://b/x?sv=1&sig=a%2Fb&se=2|https://b/x?sv=1&sig=***&se=2",
                "https://user:pw@host/x|https://***@host/x"
            })
    void whatLooksLikeASecretIsHidden(String text, String redacted) {
        assertThat(Redactor.redact(text)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Enqueued token limit reached for gpt-4o in organization org-1. Limit: 90,000 enqueued tokens.",
                "Missing required parameter: 'custom_id'.",
                "risk-free, task-based",
                "The batch batch_66a1 bears a file-abc"
            })
    void otherWordsStay(String text) {
        assertThat(Redactor.redact(text)).isEqualTo(text);
    }
}
