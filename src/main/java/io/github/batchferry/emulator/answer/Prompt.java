package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a text endpoint is asked.
 *
 * @param instructions the system and developer texts
 * @param text the last user text
 * @param size bytes over 4 of all texts, rounded up
 * @param schema the JSON schema that the answer must keep to
 */
record Prompt(
        String instructions,
        String text,
        long size,
        @Nullable JsonNode schema) {
    private static final Set<String> LEADING = Set.of("system", "developer");

    static Prompt of(String text) {
        return new Prompt("", text, Marks.tokens(text), null);
    }

    static Prompt ofTokens(JsonNode tokens) {
        return new Prompt("", tokens.toString(), tokens.size(), null);
    }

    /** @param messages an array of messages, or a plain text */
    static Prompt of(String instructions, JsonNode messages, @Nullable JsonNode schema) {
        StringBuilder leading = new StringBuilder(instructions);
        String last = messages.asText("");
        long size = Marks.tokens(instructions) + Marks.tokens(last);
        for (JsonNode message : messages) {
            String text = text(message.path("content"));
            size += Marks.tokens(text);
            if (LEADING.contains(message.path("role").asText())) {
                leading.append(leading.isEmpty() ? "" : "\n").append(text);
            } else if (message.path("role").asText("user").equals("user")) {
                last = text;
            }
        }
        return new Prompt(leading.toString(), last, size, schema);
    }

    private static String text(JsonNode content) {
        if (!content.isArray()) {
            return content.asText("");
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(part.path("text").asText(""));
        }
        return text.toString();
    }
}
