package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.regex.Pattern;

/** Chooses the text of an answer: a value of the schema, a sentiment, a translation, or a hash of the prompt. */
final class TextAnswer {
    private static final Pattern SENTIMENT = Pattern.compile("(?i)sentiment|感情|ポジティブかネガティブ");
    private static final Pattern TRANSLATION =
            Pattern.compile("(?is)translat.*\\benglish|\\b(in|to|into) english|英語に|英訳");

    private final ObjectMapper mapper;

    TextAnswer(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    String to(Prompt prompt) {
        JsonNode schema = prompt.schema();
        if (schema != null) {
            try {
                return mapper.writeValueAsString(new SchemaValue(schema, prompt.text()).root());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
        if (asksFor(SENTIMENT, prompt)) {
            return Sentiment.of(prompt.text());
        }
        if (asksFor(TRANSLATION, prompt)) {
            return Translation.of(prompt.text());
        }
        return "emulated answer to sha256:" + Marks.hash(prompt.text(), 16);
    }

    private static boolean asksFor(Pattern pattern, Prompt prompt) {
        return pattern.matcher(prompt.instructions()).find()
                || pattern.matcher(prompt.text()).find();
    }
}
