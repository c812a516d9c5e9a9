package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.JsonNode;

/** Chooses the text of an answer: a value of the schema, a sentiment, a translation, or a hash of the prompt. */
final class TextAnswer {
    private TextAnswer() {}

    static String to(Prompt prompt) {
        return to(prompt, 0);
    }

    /** @param choice which of several answers to the same prompt, from 0 */
    static String to(Prompt prompt, int choice) {
        JsonNode schema = prompt.schema();
        if (schema != null) {
            return new SchemaValue(schema, prompt.text()).root().toString();
        }
        if (asksForSentiment(prompt.instructions()) || asksForSentiment(prompt.text())) {
            return Sentiment.of(prompt.text());
        }
        if (asksForEnglish(prompt.instructions()) || asksForEnglish(prompt.text())) {
            return Translation.of(prompt.text());
        }
        String hashed = choice == 0 ? prompt.text() : prompt.text() + "\n" + choice;
        return "emulated answer to sha256:" + Marks.hash(hashed, 16);
    }

    private static boolean asksForSentiment(String text) {
        return text.contains("entiment") || text.contains("感情");
    }

    private static boolean asksForEnglish(String text) {
        return text.contains("nglish") && text.contains("ranslat") || text.contains("英語に") || text.contains("英訳");
    }
}
