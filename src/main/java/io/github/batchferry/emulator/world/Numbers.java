package io.github.batchferry.emulator.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Numbers of an object and of all objects in it, written otherwise. */
final class Numbers {
    private Numbers() {}

    static void asFloats(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String name : names(object)) {
                if (object.path(name).isIntegralNumber()) {
                    object.put(name, object.path(name).doubleValue());
                } else {
                    asFloats(object.path(name));
                }
            }
        }
    }

    private static List<String> names(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
