package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;

/** A value that is valid for the subset of JSON Schema that structured outputs take; the same for the same prompt. */
final class SchemaValue {
    private static final int DEEP = 6;
    private static final Map<String, String> FORMATS = Map.of(
            "date-time", "2026-01-01T00:00:00Z",
            "date", "2026-01-01",
            "time", "00:00:00Z",
            "duration", "PT1M",
            "email", "emulator@example.com",
            "hostname", "example.com",
            "uri", "https://example.com/",
            "ipv4", "192.0.2.1",
            "ipv6", "2001:db8::1",
            "uuid", "00000000-0000-4000-8000-000000000000");

    private final JsonNode schema;
    private final String prompt;

    SchemaValue(JsonNode schema, String prompt) {
        this.schema = schema;
        this.prompt = prompt;
    }

    JsonNode root() {
        return value(schema, "", 0);
    }

    private JsonNode value(JsonNode node, String name, int depth) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (node.has("$ref")) {
            String pointer = node.get("$ref").asText().replaceFirst("^#", "");
            return value(schema.at(pointer), name, depth + 1);
        }
        if (node.has("const")) {
            return node.get("const");
        }
        if (node.path("enum").isArray()) {
            return choice(node.get("enum"), name);
        }
        for (String union : new String[] {"anyOf", "oneOf", "allOf"}) {
            if (node.path(union).isArray()) {
                JsonNode options = node.get(union);
                return value(options.get(depth < DEEP ? 0 : options.size() - 1), name, depth + 1);
            }
        }
        return switch (type(node.path("type"), depth)) {
            case "object" -> object(node, depth);
            case "array" -> array(node, name, depth);
            case "string" -> make.textNode(string(node, name));
            case "integer" -> make.numberNode(integer(node, name));
            case "number" -> make.numberNode(number(node, name));
            case "boolean" -> make.booleanNode((hash(name) & 1) == 0);
            case "null" -> make.nullNode();
            default -> node.has("properties") ? object(node, depth) : make.textNode(string(node, name));
        };
    }

    private static String type(JsonNode type, int depth) {
        return type.isArray() ? type.get(depth < DEEP ? 0 : type.size() - 1).asText() : type.asText();
    }

    private ObjectNode object(JsonNode node, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        node.path("properties").fields().forEachRemaining(property -> {
            if (depth < DEEP || isRequired(node, property.getKey())) {
                object.set(property.getKey(), value(property.getValue(), property.getKey(), depth + 1));
            }
        });
        return object;
    }

    private static boolean isRequired(JsonNode node, String name) {
        for (JsonNode required : node.path("required")) {
            if (required.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private ArrayNode array(JsonNode node, String name, int depth) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        int most = node.path("maxItems").asInt(Integer.MAX_VALUE);
        int count = Math.min(most, Math.max(node.path("minItems").asInt(0), depth < DEEP ? 1 : 0));
        for (int i = 0; i < count; i++) {
            array.add(value(node.path("items"), name + (i == 0 ? "" : i), depth + 1));
        }
        return array;
    }

    /** A sentiment where the choices are sentiments, otherwise one that the prompt chooses. */
    private JsonNode choice(JsonNode choices, String name) {
        String sentiment = Sentiment.of(prompt);
        for (JsonNode choice : choices) {
            if (choice.asText().toLowerCase(Locale.ROOT).equals(sentiment)) {
                return choice;
            }
        }
        return choices.get((int) Math.floorMod(hash(name), (long) choices.size()));
    }

    private String string(JsonNode node, String name) {
        String format = FORMATS.get(node.path("format").asText());
        if (format != null) {
            return format;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        String text = lower.contains("english") || lower.contains("translation")
                ? Translation.of(prompt)
                : "emulated " + name + " " + Marks.hash(prompt, 16);
        int least = node.path("minLength").asInt(0);
        int most = node.path("maxLength").asInt(Integer.MAX_VALUE);
        String padded = text.length() < least ? text + ".".repeat(least - text.length()) : text;
        return padded.length() > most ? padded.substring(0, most) : padded;
    }

    private long integer(JsonNode node, String name) {
        long low = (long) Math.ceil(low(node));
        low += node.has("exclusiveMinimum")
                        && low == node.get("exclusiveMinimum").asDouble()
                ? 1
                : 0;
        long high = (long) Math.floor(high(node, low + 100));
        high -= node.has("exclusiveMaximum")
                        && high == node.get("exclusiveMaximum").asDouble()
                ? 1
                : 0;
        long value = low + Math.floorMod(hash(name), Math.max(1, high - low + 1));
        long step = node.path("multipleOf").asLong(1);
        return step <= 1 ? value : Math.max(-Math.floorDiv(-low, step), Math.floorDiv(value, step)) * step;
    }

    private double number(JsonNode node, String name) {
        double low = low(node);
        double high = high(node, low + 1);
        double step = node.path("multipleOf").asDouble(0);
        double value = low + (high - low) * (1 + Math.floorMod(hash(name), 98)) / 100;
        return step == 0 ? rounded(value, low, high) : Math.ceil(low / step) * step;
    }

    private static double rounded(double value, double low, double high) {
        double rounded = Math.round(value * 100) / 100.0;
        return rounded > low && rounded < high ? rounded : value;
    }

    private static double low(JsonNode node) {
        double least =
                node.path("minimum").asDouble(node.path("exclusiveMinimum").asDouble(Double.NaN));
        if (!Double.isNaN(least)) {
            return least;
        }
        double most =
                node.path("maximum").asDouble(node.path("exclusiveMaximum").asDouble(1));
        return most < 1 ? most - 1 : 0;
    }

    private static double high(JsonNode node, double fallback) {
        return node.path("maximum").asDouble(node.path("exclusiveMaximum").asDouble(fallback));
    }

    private long hash(String name) {
        return ByteBuffer.wrap(Marks.sha256(name + " " + prompt)).getLong();
    }
}
