package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Chooses the text of an answer: a value of the schema, a sentiment, a translation, or a hash of the prompt. */
final class TextAnswer {
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
        if (asksForSentiment(prompt.instructions()) || asksForSentiment(prompt.text())) {
            return Sentiment.of(prompt.text());
        }
        if (asksForEnglish(prompt.instructions()) || asksForEnglish(prompt.text())) {
            return Translation.of(prompt.text());
        }
        return "emulated answer to sha256:" + Marks.hash(prompt.text(), 16);
    }

    private static boolean asksForSentiment(String text) {
        return text.contains("entiment") || text.contains("感情");
    }

    private static boolean asksForEnglish(String text) {
        return text.contains("nglish") && text.contains("ranslat") || text.contains("英語に") || text.contains("英訳");
    }
}
