package io.github.batchferry.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Makes a JSON Schema into one that structured outputs take with {@code strict}: every property required, no others
 * allowed, references without siblings, nothing that only describes. What cannot be made so is refused with its path.
 * Source: "Supported schemas" in OpenAI's guide to structured outputs.
 */
public final class StrictSchema {
    private static final Set<String> KEPT = Set.of(
            "type",
            "properties",
            "items",
            "anyOf",
            "$ref",
            "$defs",
            "definitions",
            "enum",
            "const",
            "title",
            "description",
            "multipleOf",
            "minimum",
            "exclusiveMinimum",
            "maximum",
            "exclusiveMaximum",
            "minItems",
            "maxItems",
            "minLength",
            "maxLength");
    private static final List<String> FORMATS =
            List.of("date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid");
    /** Says nothing of what an answer may be. */
    private static final Set<String> DROPPED =
            Set.of("default", "example", "examples", "$schema", "$id", "$comment", "required", "additionalProperties");

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");

    private final ObjectNode root;

    private StrictSchema(ObjectNode root) {
        this.root = root;
    }

    /**
     * @param schema stays as it is
     * @throws UserException where strict mode does not take it; the text names the path in the answer
     */
    public static ObjectNode of(JsonNode schema) {
        if (!schema.isObject()) {
            throw refused("$", "is no JSON object");
        }
        StrictSchema strict = new StrictSchema((ObjectNode) schema);
        ObjectNode made = strict.made(schema);
        if (!made.path("type").asText().equals("object")
                || !made.path("properties").isObject()) {
            throw refused("$", "must be an object with properties");
        }
        new SchemaLimits(made).require();
        return made;
    }

    private ObjectNode made(JsonNode schema) {
        try {
            return make(schema, "$");
        } catch (StackOverflowError e) {
            throw refused("$", "refers to itself, and no column can hold that");
        }
    }

    /** The path of a property in an answer. */
    static String in(String path, String property) {
        return PLAIN_NAME.matcher(property).matches() ? path + "." + property : path + "['" + property + "']";
    }

    static UserException refused(String path, String why) {
        return new UserException("option 'responseSchema': " + path + " " + why
                + ". Structured outputs could not keep to it. Nothing was sent");
    }

    private ObjectNode make(JsonNode given, String path) {
        if (!given.isObject()) {
            throw refused(path, given.isBoolean() ? "is '" + given + "': say what it must be" : "is no schema");
        }
        ObjectNode node = flat((ObjectNode) given, path);
        ObjectNode made = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String keyword = field.getKey();
            JsonNode value = field.getValue();
            switch (keyword) {
                case "properties" -> made.set(keyword, properties(value, path));
                case "items" -> made.set(keyword, make(value, path + "[]"));
                case "anyOf" -> made.set(keyword, choices(value, path));
                case "format" -> made.put(keyword, format(value, path));
                case "pattern" -> made.put(keyword, pattern(value, path));
                case "$defs", "definitions" -> made.set(keyword, definitions(value, keyword));
                default -> {
                    if (KEPT.contains(keyword)) {
                        made.set(keyword, value);
                    } else if (!DROPPED.contains(keyword)) {
                        throw refused(path, "uses '" + keyword + "'" + instead(keyword));
                    }
                }
            }
        }
        if (made.has("properties")) {
            object(node, made, path);
        } else if (isObject(node.path("type"))) {
            throw refused(path, "is an object without properties, and a map cannot be asked for: name its properties");
        }
        return made;
    }

    private static String pattern(JsonNode value, String path) {
        try {
            return Pattern.compile(value.asText()).pattern();
        } catch (PatternSyntaxException e) {
            throw refused(path, "has a pattern that cannot be checked here: " + e.getDescription());
        }
    }

    private static String format(JsonNode value, String path) {
        if (!FORMATS.contains(value.asText())) {
            throw refused(path, "has the format '" + value.asText() + "', and strict mode takes " + FORMATS);
        }
        return value.asText();
    }

    private static boolean isObject(JsonNode type) {
        for (JsonNode one : type) {
            if (one.asText().equals("object")) {
                return true;
            }
        }
        return type.asText().equals("object");
    }

    private static void object(ObjectNode node, ObjectNode made, String path) {
        JsonNode more = node.path("additionalProperties");
        if (!more.isMissingNode() && !(more.isBoolean() && !more.booleanValue())) {
            throw refused(path, "takes any property ('additionalProperties'): name its properties");
        }
        made.put("type", "object");
        if (node.path("type").isArray()) {
            made.set("type", node.get("type"));
        }
        ArrayNode required = made.putArray("required");
        made.path("properties").fieldNames().forEachRemaining(required::add);
        made.put("additionalProperties", false);
    }

    private static String instead(String keyword) {
        return switch (keyword) {
            case "oneOf" -> ", which strict mode does not take: use 'anyOf'";
            case "allOf" -> " with several schemas, which strict mode does not take: write them as one";
            case "patternProperties", "propertyNames", "unevaluatedProperties" -> ": a map cannot be asked for";
            default -> ", which strict mode does not take";
        };
    }

    private ObjectNode properties(JsonNode given, String path) {
        ObjectNode made = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> property : given.properties()) {
            made.set(property.getKey(), make(property.getValue(), in(path, property.getKey())));
        }
        if (made.isEmpty()) {
            throw refused(path, "is an object without properties, and a map cannot be asked for: name its properties");
        }
        return made;
    }

    private ArrayNode choices(JsonNode given, String path) {
        if (path.equals("$")) {
            throw refused(path, "is 'anyOf': the answer as a whole must be one object");
        }
        ArrayNode made = JsonNodeFactory.instance.arrayNode();
        given.forEach(choice -> made.add(make(choice, path)));
        return made;
    }

    private ObjectNode definitions(JsonNode given, String keyword) {
        ObjectNode made = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> definition : given.properties()) {
            made.set(definition.getKey(), make(definition.getValue(), keyword + "." + definition.getKey()));
        }
        return made;
    }

    /** A reference that has siblings is replaced by what it names, and an {@code allOf} of one schema by that one. */
    private ObjectNode flat(ObjectNode given, String path) {
        ObjectNode node = given;
        List<String> seen = new ArrayList<>();
        while (true) {
            if (node.path("allOf").isArray() && node.path("allOf").size() == 1) {
                ObjectNode rest = node.deepCopy();
                rest.remove("allOf");
                node = merged(node.path("allOf").path(0), rest, path);
            } else if (node.has("$ref") && node.size() > 1) {
                String reference = node.get("$ref").asText();
                if (seen.contains(reference)) {
                    throw refused(path, "refers to itself ('" + reference + "'), and no column can hold that");
                }
                seen.add(reference);
                ObjectNode rest = node.deepCopy();
                rest.remove("$ref");
                rest.remove(DROPPED);
                if (rest.isEmpty()) {
                    node = JsonNodeFactory.instance.objectNode().put("$ref", reference);
                    continue;
                }
                node = merged(SchemaReference.resolve(root, reference, path), rest, path);
            } else {
                if (node.has("$ref")) {
                    SchemaReference.resolve(root, node.get("$ref").asText(), path);
                }
                return node;
            }
        }
    }

    private static ObjectNode merged(JsonNode base, ObjectNode over, String path) {
        if (!base.isObject()) {
            throw refused(path, "is no schema");
        }
        ObjectNode merged = base.deepCopy();
        merged.setAll(over);
        return merged;
    }
}
