package io.github.batchferry.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.batch.BatchError;
import java.util.ArrayList;
import java.util.List;

/** The errors of a batch: a list in {@code data}, a bare list, one object, or text. What says nothing is left out. */
final class ErrorList {
    private static final BatchError NOTHING = new BatchError(null, null, null, null);

    private ErrorList() {}

    static List<BatchError> of(JsonNode node, Wording words) {
        JsonNode found = node.isObject() && node.has("data") ? node.path("data") : node;
        List<BatchError> errors = new ArrayList<>();
        for (JsonNode entry : found.isArray() ? found : List.of(found)) {
            BatchError error = error(entry, words);
            if (!error.equals(NOTHING)) {
                errors.add(error);
            }
        }
        return errors;
    }

    private static BatchError error(JsonNode node, Wording words) {
        if (node.isTextual()) {
            return node.asText().isBlank() ? NOTHING : new BatchError(null, words.server(node.asText()), null, null);
        }
        Long line = Json.whole(node.path("line"));
        String message = Json.text(node, "message");
        return new BatchError(
                words.word(Json.text(node, "code")),
                message == null ? null : words.server(message),
                words.word(Json.text(node, "param")),
                line == null || line < 1 || line > Integer.MAX_VALUE ? null : line.intValue());
    }
}
