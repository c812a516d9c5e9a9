package io.github.batchferry.request.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Where a body says which JSON Schema the answer keeps to.
 *
 * @param field of the body
 * @param format field within it that holds the format, where it is not the format itself
 * @param within field of the format that holds name and schema, where they are not its own
 */
public record StructuredOutputs(
        String field, @Nullable String format, @Nullable String within) {
    private static final String NAME = "answer";

    /** Whether a body says already what format it wants. */
    public boolean isAskedBy(ObjectNode body) {
        JsonNode named = body.path(field);
        return format == null
                ? !named.isMissingNode()
                : !named.isMissingNode() && (!named.isObject() || named.has(format));
    }

    public void ask(ObjectNode body, ObjectNode schema) {
        ObjectNode outer = format == null
                ? body.putObject(field)
                : body.withObject("/" + field).putObject(format);
        outer.put("type", "json_schema");
        ObjectNode inner = within == null ? outer : outer.putObject(within);
        inner.put("name", NAME);
        inner.put("strict", true);
        inner.set("schema", schema);
    }

    public String name() {
        return format == null ? field : field + "." + format;
    }
}
