package io.github.batchferry.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestConstantsTest {
    @Test
    void theFieldsOfBodyKeepTheirOrderAndDigits() {
        assertThat(body(Map.of(
                        "body", "{\"z\":1,\"temperature\":0.10,\"seed\":12345678901234567890,\"a\":{\"B\":null}}")))
                .isEqualTo("{\"z\":1,\"temperature\":0.10,\"seed\":12345678901234567890,\"a\":{\"B\":null}}");
    }

    @Test
    void singleFieldsFollowAndWin() {
        assertThat(body(Map.of("body", "{\"top_p\":1,\"n\":1}", "body.top_p", "0.5", "body.seed", "7")))
                .isEqualTo("{\"top_p\":0.5,\"n\":1,\"seed\":7}");
    }

    @Test
    void aConfNeverChangesWhatAnOptionSays() {
        OptionSet options = OptionSet.parse(
                Map.of("model", "m", "body", "{\"temperature\":0}"),
                Map.of("body.temperature", "1", "body.seed", "7"),
                Map.of(),
                Scope.WRITE);

        assertThat(options.body()).hasToString("{\"temperature\":0,\"seed\":7}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.2|0.2",
                "true|true",
                "null|null",
                "high|\"high\"",
                "\"7\"|\"7\"",
                "{\"effort\":\"low\"}|{\"effort\":\"low\"}",
                "[\"a\",\"b\"]|[\"a\",\"b\"]",
                "[END]|\"[END]\"",
                "1 2|\"1 2\"",
                "007|\"007\"",
                "NaN|\"NaN\"",
                "''|\"\""
            })
    void aValueThatIsJsonIsJsonAndAnyOtherAText(String value, String json) {
        assertThat(body(Map.of("body.x", value))).isEqualTo("{\"x\":" + json + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\": }|line 1, column",
                "{\"a\":1}{\"b\":2}|is not JSON",
                "{\"a\":1,\"a\":2}|Duplicate",
                "[1]|is not a JSON object",
                "text|is not JSON",
                "''|is not a JSON object",
                "{\"stream\":true}|leave stream out",
                "{\"stream\":\"yes\"}|leave stream out"
            })
    void aBodyThatIsNoObjectOfConstantsIsRefusedWithThePlace(String value, String reason) {
        assertThatThrownBy(() -> body(Map.of("body", value)))
                .hasMessageContaining("option 'body'")
                .hasMessageContaining(reason);
    }

    @Test
    void aBodyThatAsksForNoStreamIsTaken() {
        assertThat(body(Map.of("body", "{\"stream\":false}"))).isEqualTo("{\"stream\":false}");
    }

    @Test
    void theConstantsBelongToTheCaller() {
        OptionSet options = OptionSet.parse(
                Map.of("model", "m", "body", "{\"a\":{\"b\":1}}", "body.c", "{}"), Map.of(), Map.of(), Scope.WRITE);
        options.body().withObject("/a").put("b", 2);
        options.body().withObject("/c").put("b", 2);

        assertThat(options.body()).hasToString("{\"a\":{\"b\":1},\"c\":{}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions|messages|clashes with 'promptColumn'",
                "/v1/chat/completions|input|is no field of",
                "/v1/chat/completions|prompt|is no field of",
                "/v1/responses|input|clashes with 'promptColumn'",
                "/v1/responses|messages|is no field of",
                "/v1/embeddings|input|clashes with 'promptColumn'",
                "/v1/embeddings|messages|is no field of",
                "/v1/embeddings|prompt|is no field of"
            })
    void aConstantThatEachRowFillsIsRefused(String endpoint, String field, String reason) {
        assertThatThrownBy(() -> body(Map.of("endpoint", endpoint, "body." + field, "[]")))
                .hasMessageContaining("'" + field + "'")
                .hasMessageContaining(reason);
    }

    @Test
    void aResponsesTemplateAndItsInstructionsMayBeConstants() {
        assertThat(body(Map.of("endpoint", "/v1/responses", "body.prompt", "{\"id\":\"p\"}", "body.instructions", "x")))
                .contains("\"prompt\":{\"id\":\"p\"}");
        assertThatThrownBy(
                        () -> body(Map.of("endpoint", "/v1/responses", "systemPrompt", "x", "body.instructions", "x")))
                .hasMessageContaining("clashes with 'systemPrompt'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"messagesColumn", "bodyColumn"})
    void aClashNamesTheColumnThatFillsTheField(String column) {
        assertThatThrownBy(() -> body(Map.of(column, "c", "body", "{\"messages\":[]}")))
                .hasMessageContaining("clashes with '" + column + "'");
    }

    private static String body(Map<String, String> given) {
        Map<String, String> all = new HashMap<>(given);
        all.put("model", "m");
        return OptionSet.parse(all, Map.of(), Map.of(), Scope.WRITE).body().toString();
    }
}
