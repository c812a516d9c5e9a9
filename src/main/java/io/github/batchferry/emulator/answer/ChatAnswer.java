package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;

/** {@code /v1/chat/completions}. */
final class ChatAnswer implements EndpointAnswer {
    private final TextAnswer text;
    private final Clock clock;

    ChatAnswer(TextAnswer text, Clock clock) {
        this.text = text;
        this.clock = clock;
    }

    @Override
    public ObjectNode to(JsonNode body) {
        JsonNode messages = body.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw new InvalidBody(
                    "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array"
                            + " instead.",
                    "messages",
                    "empty_array");
        }
        JsonNode format = body.path("response_format");
        JsonNode schema = format.path("type").asText().equals("json_schema")
                ? format.path("json_schema").path("schema")
                : null;
        Prompt prompt = Prompt.of("", messages, schema);
        String answer = text.to(prompt);
        int choices = Math.max(1, body.path("n").asInt(1));
        long output = Marks.tokens(answer) * choices;
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", "chatcmpl-" + Marks.hash(body.path("model").asText() + prompt.text(), 24))
                .put("object", "chat.completion")
                .put("created", clock.instant().getEpochSecond())
                .put("model", Marks.model(body.path("model").asText()));
        ArrayNode list = node.putArray("choices");
        for (int i = 0; i < choices; i++) {
            ObjectNode choice = list.addObject().put("index", i);
            ObjectNode message = choice.putObject("message")
                    .put("role", "assistant")
                    .put("content", answer)
                    .putNull("refusal");
            message.putArray("annotations");
            choice.putNull("logprobs").put("finish_reason", "stop");
        }
        ObjectNode usage = node.putObject("usage")
                .put("prompt_tokens", prompt.size())
                .put("completion_tokens", output)
                .put("total_tokens", prompt.size() + output);
        usage.putObject("prompt_tokens_details").put("cached_tokens", 0).put("audio_tokens", 0);
        usage.putObject("completion_tokens_details")
                .put("reasoning_tokens", 0)
                .put("audio_tokens", 0)
                .put("accepted_prediction_tokens", 0)
                .put("rejected_prediction_tokens", 0);
        return node.put("service_tier", "default");
    }
}
