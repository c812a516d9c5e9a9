package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code /v1/completions}. */
final class ServedCompletions implements ServedEndpoint {
    private static final int MOST_CHOICES = 128;

    @Override
    public String path() {
        return "/v1/completions";
    }

    @Override
    public String title() {
        return "Completions";
    }

    @Override
    public List<String> required() {
        return List.of("prompt");
    }

    /** The choices of the first prompt, then those of the second one. */
    @Override
    public ObjectNode answer(JsonNode body, Instant now) {
        AskedBody asked = new AskedBody(body);
        List<Prompt> prompts = prompts(asked);
        int choices = asked.number("n", 1, 1, MOST_CHOICES);
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", "cmpl-" + Marks.hash(asked.model() + body.path("prompt"), 24))
                .put("object", "text_completion")
                .put("created", now.getEpochSecond())
                .put("model", Marks.model(asked.model()));
        ArrayNode list = node.putArray("choices");
        long input = 0;
        long output = 0;
        for (Prompt prompt : prompts) {
            input += prompt.size();
            for (int i = 0; i < choices; i++) {
                String text = TextAnswer.to(prompt, i);
                output += Marks.tokens(text);
                list.addObject()
                        .put("text", text)
                        .put("index", list.size() - 1)
                        .putNull("logprobs")
                        .put("finish_reason", "stop");
            }
        }
        node.putObject("usage")
                .put("prompt_tokens", input)
                .put("completion_tokens", output)
                .put("total_tokens", input + output);
        return node;
    }

    @Override
    public void setText(ObjectNode answer, String text) {
        if (answer.path("choices").path(0) instanceof ObjectNode choice) {
            choice.put("text", text);
        }
    }

    /** A completion has no place for a refusal, and none for a schema. */
    @Override
    public void end(ObjectNode answer, Ending ending) {
        for (JsonNode each : answer.path("choices")) {
            if (each instanceof ObjectNode choice) {
                switch (ending) {
                    case CONTENT_FILTER -> choice.put("text", "").put("finish_reason", "content_filter");
                    case LENGTH ->
                        choice.put("text", Ending.cut(choice.path("text").asText("")))
                                .put("finish_reason", "length");
                    case REFUSAL, INVALID_OUTPUT -> {}
                }
            }
        }
    }

    /** Of a text, of several, of the tokens of one, or of those of several. */
    private static List<Prompt> prompts(AskedBody asked) {
        JsonNode prompt = asked.node().path("prompt");
        if (prompt.isTextual()) {
            return List.of(Prompt.of(prompt.textValue()));
        }
        if (!prompt.isArray()) {
            throw InvalidBody.type("prompt", "a string or an array", prompt);
        }
        if (asked.array("prompt").get(0).isNumber()) {
            return List.of(Prompt.ofTokens(prompt));
        }
        List<Prompt> prompts = new ArrayList<>();
        for (JsonNode element : prompt) {
            if (!element.isTextual() && !element.isArray()) {
                throw InvalidBody.type("prompt[" + prompts.size() + "]", "a string or an array", element);
            }
            prompts.add(element.isTextual() ? Prompt.of(element.textValue()) : Prompt.ofTokens(element));
        }
        return prompts;
    }
}
