package io.github.batchferry.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The size that a strict schema may have: "Supported schemas" in OpenAI's guide to structured outputs. */
final class SchemaLimits {
    static final int PROPERTIES = 5000;
    static final int DEPTH = 10;
    static final int CHARACTERS = 120_000;
    static final int ENUM_VALUES = 1000;
    static final int MANY_VALUES = 250;
    static final int CHARACTERS_OF_MANY = 15_000;

    private final JsonNode schema;
    private int properties;
    private long characters;
    private int enumValues;

    SchemaLimits(JsonNode schema) {
        this.schema = schema;
    }

    void require() {
        depth(schema, "$", 0, List.of());
        count(schema, "$");
        if (properties > PROPERTIES) {
            throw StrictSchema.refused("$", "has " + properties + " properties, the limit is " + PROPERTIES);
        }
        if (characters > CHARACTERS) {
            throw StrictSchema.refused(
                    "$", "has " + characters + " characters of names and values, the limit is " + CHARACTERS);
        }
        if (enumValues > ENUM_VALUES) {
            throw StrictSchema.refused("$", "has " + enumValues + " enum values, the limit is " + ENUM_VALUES);
        }
    }

    /** @param within the references on the way from the root */
    private void depth(JsonNode node, String path, int depth, List<String> within) {
        if (depth > DEPTH) {
            throw StrictSchema.refused(path, "is nested more than " + DEPTH + " levels deep");
        }
        if (node.has("$ref")) {
            String reference = node.path("$ref").asText();
            if (within.contains(reference)) {
                throw StrictSchema.refused(path, "refers to itself ('" + reference + "'), and no column can hold that");
            }
            List<String> further = new ArrayList<>(within);
            further.add(reference);
            depth(SchemaReference.resolve(schema, reference, path), path, depth, further);
        }
        for (Map.Entry<String, JsonNode> property : node.path("properties").properties()) {
            depth(property.getValue(), StrictSchema.in(path, property.getKey()), depth + 1, within);
        }
        if (node.has("items")) {
            depth(node.path("items"), path + "[]", depth, within);
        }
        node.path("anyOf").forEach(choice -> depth(choice, path, depth, within));
    }

    private void count(JsonNode node, String path) {
        for (Map.Entry<String, JsonNode> property : node.path("properties").properties()) {
            properties++;
            characters += property.getKey().length();
            count(property.getValue(), StrictSchema.in(path, property.getKey()));
        }
        if (node.has("items")) {
            count(node.path("items"), path + "[]");
        }
        node.path("anyOf").forEach(choice -> count(choice, path));
        for (String keyword : new String[] {"$defs", "definitions"}) {
            for (Map.Entry<String, JsonNode> definition : node.path(keyword).properties()) {
                characters += definition.getKey().length();
                count(definition.getValue(), keyword + "." + definition.getKey());
            }
        }
        characters += node.has("const") ? node.path("const").asText().length() : 0;
        enumOf(node.path("enum"), path);
    }

    private void enumOf(JsonNode values, String path) {
        long length = 0;
        for (JsonNode value : values) {
            length += value.isTextual() ? value.textValue().length() : 0;
        }
        enumValues += values.size();
        characters += length;
        if (values.size() > MANY_VALUES && length > CHARACTERS_OF_MANY) {
            throw StrictSchema.refused(
                    path,
                    "has " + values.size() + " enum values of " + length + " characters, the limit for more than "
                            + MANY_VALUES + " values is " + CHARACTERS_OF_MANY);
        }
    }
}
