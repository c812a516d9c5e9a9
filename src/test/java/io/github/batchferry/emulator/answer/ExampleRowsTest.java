package io.github.batchferry.emulator.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The demo shows these rows to people, so the made-up answers must read like answers. */
class ExampleRowsTest {
    private static final Path EXAMPLES = Path.of("conf", "examples");

    @Test
    void everySentenceHasAReadableTranslation() throws IOException {
        List<String> sentences = Files.readAllLines(EXAMPLES.resolve("sentences_ja.jsonl"));
        assertThat(sentences).hasSizeGreaterThanOrEqualTo(12);
        for (String line : sentences) {
            String text = new ObjectMapper().readTree(line).path("text").asText();
            assertThat(Translation.of(text)).as(text).matches("[A-Z][A-Za-z' ,;.-]+[.?]");
        }
    }

    @Test
    void nineInTenReviewsAreUnderstood() throws IOException {
        List<String> reviews = Files.readAllLines(EXAMPLES.resolve("reviews.csv"));
        List<String> misread = new ArrayList<>();
        for (String line : reviews.subList(1, reviews.size())) {
            String[] cells = line.split(",", 3);
            String wanted = List.of("negative", "negative", "neutral", "positive", "positive")
                    .get(Integer.parseInt(cells[1]) - 1);
            if (!Sentiment.of(cells[2]).equals(wanted)) {
                misread.add(Sentiment.of(cells[2]) + " for " + line);
            }
        }
        assertThat(reviews).hasSizeGreaterThan(200);
        assertThat(misread).hasSizeLessThan(reviews.size() / 10);
    }
}
