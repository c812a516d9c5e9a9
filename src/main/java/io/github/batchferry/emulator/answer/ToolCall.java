package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The call of a function that a request insists on.
 *
 * @param arguments a JSON object that is valid for the function's parameters
 */
record ToolCall(String name, String arguments) {
    /**
     * Empty where the request leaves the choice to the model, which answers in words.
     *
     * @param function from a tool, or from the choice of one, to what names the function
     */
    static Optional<ToolCall> of(JsonNode body, UnaryOperator<JsonNode> function, String prompt) {
        JsonNode choice = body.path("tool_choice");
        boolean any = choice.asText().equals("required");
        if (!any && !choice.path("type").asText().equals("function")) {
            return Optional.empty();
        }
        String wanted = function.apply(choice).path("name").asText();
        for (JsonNode tool : body.path("tools")) {
            JsonNode declared = function.apply(tool);
            String name = declared.path("name").asText();
            if (tool.path("type").asText().equals("function") && (any || name.equals(wanted))) {
                return Optional.of(new ToolCall(name, arguments(declared.path("parameters"), prompt)));
            }
        }
        String message = "Tool choice '%s' not found in 'tools' parameter.";
        throw new InvalidBody(message.formatted(any ? "required" : wanted), "tool_choice", null);
    }

    /** The same for the same request. */
    String id(String request) {
        return "call_" + Marks.hash(name + " " + request, 24);
    }

    private static String arguments(JsonNode parameters, String prompt) {
        JsonNode value = new SchemaValue(parameters, prompt).root();
        return value.isObject() ? value.toString() : "{}";
    }
}
