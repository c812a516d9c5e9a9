package io.github.batchferry.option;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Merges {@code body} and {@code body.<field>} into the constants of every request. */
final class RequestConstants {
    private RequestConstants() {}

    /** The fields of {@code body} in their order, then the single ones; {@code model} is not among them. */
    static ObjectNode of(OptionSet options) {
        Given<ObjectNode> body = options.given(RequestOptions.BODY, "");
        ObjectNode merged = body == null
                ? JsonNodeFactory.instance.objectNode()
                : body.value().deepCopy();
        for (Map.Entry<String, JsonNode> field :
                options.family(RequestOptions.BODY_FIELD).entrySet()) {
            Given<JsonNode> single = options.given(RequestOptions.BODY_FIELD, field.getKey());
            boolean overruled = body != null
                    && single != null
                    && body.source().compareTo(single.source()) < 0
                    && body.value().has(field.getKey());
            if (!overruled) {
                merged.set(field.getKey(), field.getValue().deepCopy());
            }
        }
        return merged;
    }
}
