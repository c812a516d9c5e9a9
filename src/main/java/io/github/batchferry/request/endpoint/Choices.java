package io.github.batchferry.request.endpoint;

import java.util.Map;

/** Endpoints that give as many choices as the body's {@code n} asks for. */
final class Choices {
    private Choices() {}

    static OutputKind output(Map<String, String> constants) {
        String n = constants.getOrDefault("n", "1");
        return n.matches("0*1|null") ? OutputKind.TEXT : OutputKind.TEXTS;
    }
}
