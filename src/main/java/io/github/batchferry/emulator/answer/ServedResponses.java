package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code /v1/responses}. */
final class ServedResponses implements ServedEndpoint {
    @Override
    public String path() {
        return "/v1/responses";
    }

    @Override
    public String title() {
        return "Responses";
    }

    @Override
    public List<String> required() {
        return List.of("input");
    }

    @Override
    public List<String> files(JsonNode body) {
        return ImageReference.files(body.path("input"));
    }

    @Override
    public ObjectNode answer(JsonNode body, Instant now) {
        AskedBody asked = new AskedBody(body);
        JsonNode input = body.path("input");
        if (!input.isTextual() && !input.isArray()) {
            throw InvalidBody.type("input", "a string or an array", input);
        }
        JsonNode format = body.path("text").path("format");
        JsonNode schema = format.path("type").asText().equals("json_schema") ? format.path("schema") : null;
        Prompt prompt = Prompt.of(body.path("instructions").asText(""), input, schema);
        String hash = Marks.hash(asked.model() + prompt.text(), 32);
        Optional<ToolCall> call = ToolCall.of(body, UnaryOperator.identity(), prompt.text());
        String answer = call.isPresent() ? call.get().arguments() : TextAnswer.to(prompt);
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", "resp_" + hash)
                .put("object", "response")
                .put("created_at", now.getEpochSecond())
                .put("status", "completed")
                .putNull("error")
                .putNull("incomplete_details");
        node.set("instructions", body.get("instructions"));
        node.set("max_output_tokens", body.get("max_output_tokens"));
        node.put("model", Marks.model(asked.model()));
        ArrayNode output = node.putArray("output");
        if (call.isPresent()) {
            put(output, call.get(), hash);
        } else {
            put(output, answer, hash);
        }
        node.put("parallel_tool_calls", true).putNull("previous_response_id");
        node.putObject("reasoning").putNull("effort").putNull("summary");
        node.put("store", false).put("temperature", 1.0);
        if (format.isObject()) {
            node.putObject("text").set("format", format);
        } else {
            node.putObject("text").putObject("format").put("type", "text");
        }
        putTools(node, body);
        node.put("top_p", 1.0).put("truncation", "disabled");
        putUsage(node, prompt.size(), Marks.tokens(answer));
        node.putNull("user").putObject("metadata");
        return node;
    }

    @Override
    public void setText(ObjectNode answer, String text) {
        if (answer.path("output").path(0).path("content").path(0) instanceof ObjectNode content) {
            content.put("text", text);
        }
    }

    @Override
    public void end(ObjectNode answer, Ending ending) {
        switch (ending) {
            case REFUSAL -> {
                if (answer.path("output").path(0).path("content").path(0) instanceof ObjectNode content) {
                    content.removeAll().put("type", "refusal").put("refusal", Ending.REFUSED);
                }
            }
            case CONTENT_FILTER -> {
                leaveIncomplete(answer, "content_filter");
                answer.putArray("output");
            }
            case LENGTH -> {
                leaveIncomplete(answer, "max_output_tokens");
                setText(answer, Ending.cut(answer.at("/output/0/content/0/text").asText("")));
            }
            case INVALID_OUTPUT -> setText(answer, Ending.UNFIT);
        }
    }

    private static void leaveIncomplete(ObjectNode answer, String reason) {
        answer.put("status", "incomplete").putObject("incomplete_details").put("reason", reason);
        if (answer.path("output").path(0) instanceof ObjectNode item) {
            item.put("status", "incomplete");
        }
    }

    private static void put(ArrayNode output, String text, String hash) {
        ObjectNode content = output.addObject()
                .put("id", "msg_" + hash)
                .put("type", "message")
                .put("status", "completed")
                .put("role", "assistant")
                .putArray("content")
                .addObject()
                .put("type", "output_text");
        content.putArray("annotations");
        content.put("text", text);
    }

    private static void put(ArrayNode output, ToolCall call, String hash) {
        output.addObject()
                .put("id", "fc_" + hash)
                .put("type", "function_call")
                .put("status", "completed")
                .put("call_id", call.id(hash))
                .put("name", call.name())
                .put("arguments", call.arguments());
    }

    /** As they were asked for, with what the API assumes of a function. */
    private static void putTools(ObjectNode node, JsonNode body) {
        JsonNode choice = body.path("tool_choice");
        node.set("tool_choice", choice.isMissingNode() ? node.textNode("auto") : choice);
        ArrayNode tools = node.putArray("tools");
        for (JsonNode tool : body.path("tools")) {
            JsonNode copy = tool.deepCopy();
            if (copy instanceof ObjectNode function
                    && tool.path("type").asText().equals("function")) {
                function.putIfAbsent("strict", node.booleanNode(true));
                function.putIfAbsent("parameters", node.objectNode());
            }
            tools.add(copy);
        }
    }

    private static void putUsage(ObjectNode node, long input, long output) {
        ObjectNode usage = node.putObject("usage").put("input_tokens", input);
        usage.putObject("input_tokens_details").put("cached_tokens", 0).put("cache_write_tokens", 0);
        usage.put("output_tokens", output);
        usage.putObject("output_tokens_details").put("reasoning_tokens", 0);
        usage.put("total_tokens", input + output);
    }
}
