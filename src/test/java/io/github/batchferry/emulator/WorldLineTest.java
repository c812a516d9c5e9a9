package io.github.batchferry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorldLineTest extends WorldFixture {
    private static final int LINES = 30;

    private String content() throws Exception {
        return content(client.batch(ended(LINES)).path("output_file_id"));
    }

    private String content(JsonNode file) throws IOException {
        return client.get("files/" + file.asText() + "/content").text();
    }

    private List<JsonNode> lines() throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : content().split("\n")) {
            lines.add(EmulatorClient.MAPPER.readTree(line));
        }
        return lines;
    }

    private static void someOf(List<JsonNode> lines, Predicate<JsonNode> so) {
        assertThat(lines.stream().filter(so).count()).isBetween(1L, (long) LINES - 1);
    }

    private static String textOf(JsonNode line) {
        return line.at("/response/body/choices/0/message/content").toString();
    }

    @Test
    void linesMayEndWithCarriageReturns() throws Exception {
        world("lines=crlf");
        assertThat(content().split("\n")).hasSize(LINES).allMatch(line -> line.endsWith("}\r"));
    }

    @Test
    void blankLinesMayStandBetween() throws Exception {
        world("lines=blank");
        String content = content();
        assertThat(content).contains("}\n \n\n{");
        assertThat(content.lines().filter(line -> !line.isBlank())).hasSize(LINES);
    }

    @Test
    void aFileMayBeginWithAByteOrderMark() throws Exception {
        world("lines=bom");
        assertThat(content())
                .startsWith("\ufeff{")
                .satisfies(text -> assertThat(text.lastIndexOf('\ufeff')).isZero());
    }

    @Test
    void aFileMayEndWithWhatIsNoLine() throws Exception {
        world("lines=garbage");
        assertThat(content()).endsWith("}\n-- end of file --\n");
    }

    @Test
    void linesMayStandThereTwice() throws Exception {
        world("lines=twice");
        List<JsonNode> lines = lines();
        assertThat(lines).hasSizeGreaterThan(LINES);
        assertThat(lines.stream().distinct()).hasSize(LINES);
    }

    @Test
    void linesMayStandThereTwiceWithTwoAnswers() throws Exception {
        world("lines=two-answers");
        List<JsonNode> lines = lines();
        assertThat(lines.stream().distinct()).hasSameSizeAs(lines).hasSizeGreaterThan(LINES);
        assertThat(lines.stream().map(line -> line.path("custom_id")).distinct())
                .hasSize(LINES);
    }

    @Test
    void linesMayBeOfNobody() throws Exception {
        world("lines=stranger");
        assertThat(lines().stream()
                        .filter(line -> !line.path("custom_id").asText().startsWith("row-")))
                .isNotEmpty();
    }

    @Test
    void anErrorMayStandBesideAnAnswer() throws Exception {
        world("lines=error-beside-answer");
        List<JsonNode> lines = lines();
        someOf(lines, line -> line.path("error").isObject());
        assertThat(lines).allMatch(line -> textOf(line).contains("emulated answer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines=error-empty", "lines=error-nulls"})
    void anErrorBesideAnAnswerMaySayNothing(String world) throws Exception {
        world(world);
        assertThat(lines())
                .allMatch(line -> line.path("error").isObject() && textOf(line).contains("emulated answer"))
                .allMatch(line -> line.path("error").path("code").asText("").matches("|null"));
    }

    @Test
    void bodiesMayBeJsonAsText() throws Exception {
        world("lines=body-as-text");
        for (JsonNode line : lines()) {
            String body = line.at("/response/body").textValue();
            assertThat(EmulatorClient.MAPPER
                            .readTree(body)
                            .at("/choices/0/message/content")
                            .asText())
                    .startsWith("emulated answer");
        }
    }

    @Test
    void aStatusMayBeText() throws Exception {
        world("lines=status-as-text");
        assertThat(lines())
                .allMatch(line -> line.at("/response/status_code").toString().equals("\"200\""));
    }

    @Test
    void anAnswerMayBeAnError() throws Exception {
        world("answer=error-body");
        List<JsonNode> lines = lines();
        someOf(lines, line -> line.at("/response/body/error/message").isTextual());
        assertThat(lines).allMatch(line -> line.at("/response/status_code").asInt() == 200);
    }

    @Test
    void aTextMayBeNull() throws Exception {
        world("answer=content-null");
        someOf(lines(), line -> textOf(line).equals("null"));
    }

    @Test
    void aTextMayBeEmpty() throws Exception {
        world("answer=content-empty");
        someOf(lines(), line -> textOf(line).equals("\"\""));
    }

    @Test
    void aTextMayComeInParts() throws Exception {
        world("answer=content-parts");
        assertThat(lines())
                .allMatch(line -> line.at("/response/body/choices/0/message/content/0/text")
                        .asText()
                        .startsWith("emulated answer"));
    }

    @Test
    void choicesMayBeOutOfOrder() throws Exception {
        world("answer=choices-reversed");
        assertThat(lines())
                .allMatch(line -> line.at("/response/body/choices/0/index").asInt() == 1
                        && line.at("/response/body/choices/1/index").asInt() == 0
                        && line.at("/response/body/choices/1/message/content")
                                .asText()
                                .startsWith("emulated answer"));
    }

    @Test
    void tokensMayBeFractionsOrHuge() throws Exception {
        world("answer=float-usage,answer=huge-usage");
        assertThat(content())
                .contains("\"total_tokens\":1099511627776")
                .containsPattern("\"completion_tokens\":\\d+\\.0");
    }
}
