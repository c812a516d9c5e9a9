package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code /v1/chat/completions}. */
final class ServedChat implements ServedEndpoint {
    private static final int MOST_CHOICES = 128;

    @Override
    public String path() {
        return "/v1/chat/completions";
    }

    @Override
    public String title() {
        return "Chat Completions";
    }

    @Override
    public List<String> required() {
        return List.of("messages");
    }

    @Override
    public ObjectNode answer(JsonNode body, Instant now) {
        AskedBody asked = new AskedBody(body);
        JsonNode messages = asked.array("messages");
        int choices = asked.number("n", 1, 1, MOST_CHOICES);
        JsonNode format = body.path("response_format");
        JsonNode schema = format.path("type").asText().equals("json_schema")
                ? format.path("json_schema").path("schema")
                : null;
        Prompt prompt = Prompt.of("", messages, schema);
        String hash = Marks.hash(asked.model() + prompt.text(), 24);
        Optional<ToolCall> call = ToolCall.of(body, tool -> tool.path("function"), prompt.text());
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", "chatcmpl-" + hash)
                .put("object", "chat.completion")
                .put("created", now.getEpochSecond())
                .put("model", Marks.model(asked.model()));
        ArrayNode list = node.putArray("choices");
        long output = 0;
        for (int i = 0; i < choices; i++) {
            ObjectNode choice = list.addObject().put("index", i);
            ObjectNode message = choice.putObject("message").put("role", "assistant");
            if (call.isPresent()) {
                put(message, call.get(), hash + " " + i);
                output += Marks.tokens(call.get().arguments());
            } else {
                String text = TextAnswer.to(prompt, i);
                message.put("content", text);
                output += Marks.tokens(text);
            }
            message.putNull("refusal").putArray("annotations");
            choice.putNull("logprobs").put("finish_reason", call.isPresent() ? "tool_calls" : "stop");
        }
        putUsage(node, prompt.size(), output);
        return node.put("service_tier", "default");
    }

    @Override
    public void setText(ObjectNode answer, String text) {
        if (answer.path("choices").path(0).path("message") instanceof ObjectNode message) {
            message.put("content", text);
        }
    }

    @Override
    public void end(ObjectNode answer, Ending ending) {
        for (JsonNode choice : answer.path("choices")) {
            if (choice instanceof ObjectNode ended && choice.path("message") instanceof ObjectNode message) {
                message.remove("tool_calls");
                end(ended, message, ending);
            }
        }
    }

    private static void end(ObjectNode choice, ObjectNode message, Ending ending) {
        switch (ending) {
            case REFUSAL -> {
                message.putNull("content").put("refusal", Ending.REFUSED);
                choice.put("finish_reason", "stop");
            }
            case CONTENT_FILTER -> {
                message.putNull("content");
                choice.put("finish_reason", "content_filter");
            }
            case LENGTH -> {
                message.put("content", Ending.cut(message.path("content").asText("")));
                choice.put("finish_reason", "length");
            }
            case INVALID_OUTPUT -> {
                message.put("content", Ending.UNFIT);
                choice.put("finish_reason", "stop");
            }
        }
    }

    private static void put(ObjectNode message, ToolCall call, String request) {
        message.putNull("content")
                .putArray("tool_calls")
                .addObject()
                .put("id", call.id(request))
                .put("type", "function")
                .putObject("function")
                .put("name", call.name())
                .put("arguments", call.arguments());
    }

    private static void putUsage(ObjectNode node, long input, long output) {
        ObjectNode usage = node.putObject("usage")
                .put("prompt_tokens", input)
                .put("completion_tokens", output)
                .put("total_tokens", input + output);
        usage.putObject("prompt_tokens_details").put("cached_tokens", 0).put("audio_tokens", 0);
        usage.putObject("completion_tokens_details")
                .put("reasoning_tokens", 0)
                .put("audio_tokens", 0)
                .put("accepted_prediction_tokens", 0)
                .put("rejected_prediction_tokens", 0);
    }
}
