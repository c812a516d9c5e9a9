package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The body of a request, whose fields are read with the errors of the API. */
record AskedBody(JsonNode node) {
    String model() {
        return node.path("model").asText();
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    String text(String name) {
        JsonNode value = node.path(name);
        if (!value.isTextual()) {
            throw InvalidBody.type(name, "a string", value);
        }
        return value.textValue();
    }

    /** An array that has an element. */
    JsonNode array(String name) {
        JsonNode value = node.path(name);
        if (!value.isArray()) {
            throw InvalidBody.type(name, "an array", value);
        }
        if (value.isEmpty()) {
            throw new InvalidBody(
                    "Invalid '" + name + "': empty array. Expected an array with minimum length 1, but got an empty"
                            + " array instead.",
                    name,
                    "empty_array");
        }
        return value;
    }

    int number(String name, int fallback, int min, int max) {
        if (!has(name)) {
            return fallback;
        }
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber()) {
            throw InvalidBody.type(name, "an integer", value);
        }
        if (value.asLong() < min) {
            String message = "Invalid '%s': integer below minimum value. Expected a value >= %d, but got %s instead.";
            throw new InvalidBody(message.formatted(name, min, value), name, "integer_below_min_value");
        }
        if (value.asLong() > max) {
            String message = "Invalid '%s': integer above maximum value. Expected a value <= %d, but got %s instead.";
            throw new InvalidBody(message.formatted(name, max, value), name, "integer_above_max_value");
        }
        return value.intValue();
    }

    String oneOf(String name, String fallback, List<String> supported) {
        if (!has(name)) {
            return fallback;
        }
        String value = text(name);
        if (!supported.contains(value)) {
            throw InvalidBody.value(name, value, supported);
        }
        return value;
    }
}
