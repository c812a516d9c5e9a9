package io.github.batchferry.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.UserException;

/** What a {@code $ref} names. */
public final class SchemaReference {
    private SchemaReference() {}

    /**
     * @param path of the schema that refers, for the error
     * @throws UserException where the schema itself has no such part
     */
    public static JsonNode resolve(JsonNode root, String reference, String path) {
        JsonNode named = reference.equals("#")
                ? root
                : reference.startsWith("#/") ? root.at(reference.substring(1).replace("%24", "$")) : root.path("");
        if (!named.isObject()) {
            throw StrictSchema.refused(path, "refers to '" + reference + "', which this schema does not have");
        }
        return named;
    }
}
