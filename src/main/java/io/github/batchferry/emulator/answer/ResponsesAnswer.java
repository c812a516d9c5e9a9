package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;

/** {@code /v1/responses}. */
final class ResponsesAnswer implements EndpointAnswer {
    private final TextAnswer text;
    private final Clock clock;

    ResponsesAnswer(TextAnswer text, Clock clock) {
        this.text = text;
        this.clock = clock;
    }

    @Override
    public ObjectNode to(JsonNode body) {
        JsonNode format = body.path("text").path("format");
        JsonNode schema = format.path("type").asText().equals("json_schema") ? format.path("schema") : null;
        Prompt prompt = Prompt.of(body.path("instructions").asText(""), body.path("input"), schema);
        String answer = text.to(prompt);
        long output = Marks.tokens(answer);
        String hash = Marks.hash(body.path("model").asText() + prompt.text(), 32);
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", "resp_" + hash)
                .put("object", "response")
                .put("created_at", clock.instant().getEpochSecond())
                .put("status", "completed")
                .putNull("error")
                .putNull("incomplete_details");
        node.set("instructions", body.get("instructions"));
        node.set("max_output_tokens", body.get("max_output_tokens"));
        node.put("model", Marks.model(body.path("model").asText()));
        ObjectNode message = node.putArray("output")
                .addObject()
                .put("id", "msg_" + hash)
                .put("type", "message")
                .put("status", "completed")
                .put("role", "assistant");
        ObjectNode content = message.putArray("content").addObject().put("type", "output_text");
        content.putArray("annotations");
        content.put("text", answer);
        node.put("parallel_tool_calls", true).putNull("previous_response_id");
        node.putObject("reasoning").putNull("effort").putNull("summary");
        node.put("store", false).put("temperature", 1.0);
        if (format.isObject()) {
            node.putObject("text").set("format", format);
        } else {
            node.putObject("text").putObject("format").put("type", "text");
        }
        node.put("tool_choice", "auto").putArray("tools");
        node.put("top_p", 1.0).put("truncation", "disabled");
        ObjectNode usage = node.putObject("usage").put("input_tokens", prompt.size());
        usage.putObject("input_tokens_details").put("cached_tokens", 0);
        usage.put("output_tokens", output);
        usage.putObject("output_tokens_details").put("reasoning_tokens", 0);
        usage.put("total_tokens", prompt.size() + output);
        node.putNull("user").putObject("metadata");
        return node;
    }
}
