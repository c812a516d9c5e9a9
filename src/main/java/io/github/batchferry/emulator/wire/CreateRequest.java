package io.github.batchferry.emulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.emulator.line.Json;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /batches}, in which nothing is wrong. */
public record CreateRequest(
        String inputFileId,
        String endpoint,
        String completionWindow,
        @Nullable Map<String, String> metadata,
        @Nullable Long outputSeconds) {
    private static final Set<String> KNOWN =
            Set.of("input_file_id", "endpoint", "completion_window", "metadata", "output_expires_after");

    /** @param endpoints that a batch may name */
    public static CreateRequest parse(byte[] json, List<String> endpoints, Windows windows, Expiry expiry) {
        JsonNode body;
        try {
            body = Json.MAPPER.readTree(json);
        } catch (IOException e) {
            body = Json.MAPPER.missingNode();
        }
        if (!body.isObject()) {
            throw Refusal.invalid(
                    "We could not parse the JSON body of your request. (HINT: The API expects a JSON payload, but what"
                            + " was sent was not valid JSON.)",
                    null,
                    null);
        }
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KNOWN.contains(name)) {
                throw Refusal.invalid("Unknown parameter: '" + name + "'.", name, "unknown_parameter");
            }
        }
        return new CreateRequest(
                text(body, "input_file_id"),
                oneOf(text(body, "endpoint"), "endpoint", endpoints),
                windows.checked(window(body, windows)),
                metadata(body.path("metadata")),
                expiry.ofOutput(body.path("output_expires_after")));
    }

    private static String window(JsonNode body, Windows windows) {
        String unnamed = windows.unnamed();
        return unnamed != null && body.path("completion_window").isMissingNode()
                ? unnamed
                : text(body, "completion_window");
    }

    private static String text(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            throw Refusal.missing(name);
        }
        if (!value.isTextual()) {
            throw wrongType(name, "a string", value);
        }
        return value.textValue();
    }

    private static String oneOf(String value, String name, List<String> supported) {
        if (!supported.contains(value)) {
            String list = supported.stream().map(s -> "'" + s + "'").collect(Collectors.joining(", "));
            throw Refusal.invalid(
                    "Invalid value: '" + value + "'. Supported values for '" + name + "' are: " + list + ".",
                    name,
                    "invalid_value");
        }
        return value;
    }

    private static @Nullable Map<String, String> metadata(JsonNode metadata) {
        if (metadata.isMissingNode() || metadata.isNull()) {
            return null;
        }
        if (!metadata.isObject()) {
            throw wrongType("metadata", "an object", metadata);
        }
        if (metadata.size() > 16) {
            String message = "Invalid 'metadata': too many properties. Expected an object with at most 16 properties,"
                    + " but got an object with %d properties instead.";
            throw Refusal.invalid(message.formatted(metadata.size()), "metadata", "object_above_max_properties");
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        metadata.fields().forEachRemaining(pair -> {
            String param = "metadata." + pair.getKey();
            if (pair.getKey().length() > 64) {
                throw Refusal.invalid(
                        "Invalid 'metadata': property name too long. Expected a property name with maximum length 64,"
                                + " but got one with length " + pair.getKey().length() + " instead.",
                        "metadata",
                        "property_name_above_max_length");
            }
            if (!pair.getValue().isTextual()) {
                throw wrongType(param, "a string", pair.getValue());
            }
            String value = pair.getValue().textValue();
            if (value.length() > 512) {
                String message = "Invalid '%s': string too long. Expected a string with maximum length 512, but got a"
                        + " string with length %d instead.";
                throw Refusal.invalid(message.formatted(param, value.length()), param, "string_above_max_length");
            }
            pairs.put(pair.getKey(), value);
        });
        return pairs;
    }

    private static Refusal wrongType(String param, String expected, JsonNode value) {
        String message = "Invalid type for '%s': expected %s, but got %s instead.";
        String kind = value.getNodeType().name().toLowerCase(Locale.ROOT);
        return Refusal.invalid(message.formatted(param, expected, kind), param, "invalid_type");
    }
}
