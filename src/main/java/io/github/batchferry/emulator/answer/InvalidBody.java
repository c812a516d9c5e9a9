package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A body that the endpoint refuses with a 400. */
final class InvalidBody extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String param;
    private final @Nullable String code;

    InvalidBody(String message, String param, @Nullable String code) {
        super(message, null, false, false);
        this.param = param;
        this.code = code;
    }

    /** @param expected with its article, such as {@code a string} */
    static InvalidBody type(String param, String expected, JsonNode value) {
        String kind = value.getNodeType().name().toLowerCase(Locale.ROOT);
        String message = "Invalid type for '%s': expected %s, but got %s instead.";
        return new InvalidBody(message.formatted(param, expected, kind), param, "invalid_type");
    }

    static InvalidBody value(String param, String value, List<String> supported) {
        String list = supported.stream().map(s -> "'" + s + "'").collect(Collectors.joining(", "));
        String message = "Invalid value: '%s'. Supported values are: %s.";
        return new InvalidBody(message.formatted(value, list), param, "invalid_value");
    }

    static InvalidBody unknown(String param) {
        return new InvalidBody("Unknown parameter: '" + param + "'.", param, "unknown_parameter");
    }

    String param() {
        return param;
    }

    @Nullable
    String code() {
        return code;
    }
}
