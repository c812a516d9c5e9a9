package io.github.batchferry.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FamilyTypesTest {
    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "api-key", "X-Api-Key", "Proxy-Authorization", "apikey", "Cookie"})
    void aHeaderThatCarriesACredentialIsRefusedAndItsValueNotShown(String header) {
        assertThatThrownBy(() -> write(Map.of("header." + header, "canary")))
                .hasMessageContaining("option 'header." + header + "'")
                .hasMessageContaining("apiTokenRef")
                .message()
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "x-team,a\u0001b,printable ASCII",
        "x-team,Bearer canary,looks like a credential",
        "x-team,sk-canary,looks like a credential",
        "x team,v,name is none",
        "OpenAI-Organization,v,use organization",
        "Content-Length,5,sets itself",
        "'',v,name is none"
    })
    void aHeaderThatCannotBeSentIsRefused(String header, String value, String reason) {
        assertThatThrownBy(() -> write(Map.of("header." + header, value)))
                .hasMessageContaining(reason)
                .message()
                .doesNotContain("canary");
    }

    @Test
    void aHeaderWithALineBreakIsRefused() {
        assertThatThrownBy(() -> write(Map.of("header.x-team", "a\r\nX-Evil: 1")))
                .hasMessageContaining("printable ASCII");
    }

    @Test
    void metadataStaysWithinWhatTheApiTakes() {
        String longest = "k".repeat(64);
        assertThat(write(Map.of("metadata." + longest, "v".repeat(512))).family(RequestOptions.METADATA))
                .containsKey(longest);
        assertThatThrownBy(() -> write(Map.of("metadata." + longest + "k", "v")))
                .hasMessageContaining("65 characters");
        assertThatThrownBy(() -> write(Map.of("metadata.k", "v".repeat(513))))
                .hasMessageContaining("is 513 characters long");
        assertThatThrownBy(() -> write(Map.of("metadata.", "v"))).hasMessageContaining("0 characters");
        assertThatThrownBy(() -> write(Map.of("metadata.BatchFerryJob", "v")))
                .hasMessageContaining("begins with batchferry");
    }

    @Test
    void metadataLeavesRoomForTheKeysThatBatchferryNeeds() {
        Map<String, String> ten = new HashMap<>();
        for (int i = 0; i < 10; i++) {
            ten.put("metadata.k" + i, "v");
        }
        assertThat(write(ten).family(RequestOptions.METADATA)).hasSize(10);

        ten.put("metadata.k10", "v");
        assertThatThrownBy(() -> write(ten)).hasMessageContaining("given 11 times");
    }

    @ParameterizedTest
    @CsvSource({
        "logitBias,capitals",
        "reasoning.effort,body.reasoning=",
        "stream,leave stream out",
        "'',body.temperature"
    })
    void aFieldThatAnOptionCannotNameIsRefusedWithTheWayOut(String field, String reason) {
        assertThatThrownBy(() -> write(Map.of("body." + field, "true"))).hasMessageContaining(reason);
    }

    private static OptionSet write(Map<String, String> given) {
        Map<String, String> all = new HashMap<>(given);
        all.put("model", "m");
        return OptionSet.parse(all, Map.of(), Map.of(), Scope.WRITE);
    }
}
