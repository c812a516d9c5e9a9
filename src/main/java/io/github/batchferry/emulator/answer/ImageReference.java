package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** An image in a JSON body: an object with its address, or with the id of an uploaded file. A form would hold its bytes. */
final class ImageReference {
    private ImageReference() {}

    /** The ids that stand anywhere in a value. */
    static List<String> files(JsonNode value) {
        return value.findValuesAsText("file_id");
    }

    static void check(String param, JsonNode reference) {
        if (!reference.isObject()) {
            throw InvalidBody.type(param, "an object", reference);
        }
        boolean file = reference.hasNonNull("file_id");
        if (file == reference.hasNonNull("image_url")) {
            throw new InvalidBody(
                    "Invalid '" + param + "': expected exactly one of 'image_url' or 'file_id'.",
                    param,
                    "invalid_value");
        }
        String name = file ? "file_id" : "image_url";
        JsonNode value = reference.path(name);
        if (!value.isTextual()) {
            throw InvalidBody.type(param + "." + name, "a string", value);
        }
        if (!file && !value.textValue().matches("(?s)(https?://.+|data:image/.+)")) {
            throw new InvalidBody(
                    "Invalid '" + param + ".image_url': expected an http, https or data URL of an image.",
                    param + ".image_url",
                    "invalid_value");
        }
    }
}
