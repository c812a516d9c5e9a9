package io.github.batchferry.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptTemplateTest {
    @Test
    void columnsStandBetweenTextsInTheirOrder() {
        assertThat(PromptTemplate.parse("Translate {text} into { s.language }."))
                .isEqualTo(new PromptTemplate(List.of("Translate ", " into ", "."), List.of("text", "s.language")));
        assertThat(PromptTemplate.parse("{a}{b}"))
                .isEqualTo(new PromptTemplate(List.of("", "", ""), List.of("a", "b")));
    }

    @Test
    void doubledBracesStandForThemselves() {
        assertThat(PromptTemplate.parse("{{\"q\": {a}}}}} {{b}}"))
                .isEqualTo(new PromptTemplate(List.of("{\"q\": ", "}} {b}"), List.of("a")));
    }

    @ParameterizedTest
    @CsvSource({
        "Say {text,has a { at character 5 that is not closed",
        "Say {a{b},has a { at character 5 that is not closed",
        "Say text},has a } at character 9 that closes nothing",
        "{a} {},has braces at character 5 that name no column",
        "{{text}},names no column",
        "text,names no column"
    })
    void aBraceWithoutAPartnerIsRefusedWithItsPlace(String template, String why) {
        assertThatThrownBy(() -> PromptTemplate.parse(template)).hasMessageContaining(why);
    }
}
