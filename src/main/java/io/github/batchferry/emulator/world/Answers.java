package io.github.batchferry.emulator.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiConsumer;

/** The answer inside a result line. */
final class Answers {
    private Answers() {}

    static boolean isAnswer(ObjectNode line) {
        return line.at("/response/status_code").asInt() == 200
                && line.at("/response/body").isObject();
    }

    static ObjectNode body(ObjectNode line) {
        return (ObjectNode) line.at("/response/body");
    }

    /** The object that holds the text, and under which name: of chat completions and of responses. */
    static void text(JsonNode body, BiConsumer<ObjectNode, String> change) {
        if (body.at("/choices/0/message") instanceof ObjectNode message) {
            change.accept(message, "content");
        }
        if (body.at("/output/0/content/0") instanceof ObjectNode content) {
            change.accept(content, "text");
        }
    }

    /** Another answer to the same request. */
    static ObjectNode other(ObjectNode line) {
        ObjectNode other = line.deepCopy();
        text(other.at("/response/body"), (holder, name) -> holder.put(name, "another answer to the same line"));
        return other;
    }

    /** The first choice last, and a second one before it, which says something where the first does. */
    static void reverse(ObjectNode body) {
        if (body.path("choices") instanceof ArrayNode choices && !choices.isEmpty()) {
            if (choices.size() == 1) {
                ObjectNode second = ((ObjectNode) choices.get(0)).deepCopy().put("index", 1);
                if (second.path("message") instanceof ObjectNode message
                        && !message.path("content").asText("").isEmpty()) {
                    message.put("content", "the second choice");
                }
                choices.add(second);
            }
            ArrayNode reversed = choices.arrayNode();
            for (int i = choices.size() - 1; i >= 0; i--) {
                reversed.add(choices.get(i));
            }
            body.set("choices", reversed);
        }
    }
}
