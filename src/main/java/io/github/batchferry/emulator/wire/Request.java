package io.github.batchferry.emulator.wire;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request as it came: its path in segments, without the empty ones. The body is read at most once. */
public record Request(String method, List<String> path, Map<String, String> query, Headers headers, InputStream body) {
    public static final String HEAD = "HEAD";

    /** A HEAD is served as a GET; its body is left out where the answer is sent. */
    public static Request of(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        List<String> segments = new ArrayList<>();
        for (String segment : exchange.getRequestURI().getRawPath().split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(decoded(segment));
            }
        }
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            query.put(
                    decoded(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return new Request(
                method.equals(HEAD) ? "GET" : method,
                List.copyOf(segments),
                Map.copyOf(query),
                exchange.getRequestHeaders(),
                exchange.getRequestBody());
    }

    public Request with(InputStream other) {
        return new Request(method, path, query, headers, other);
    }

    public Request with(List<String> otherPath, Map<String, String> otherQuery) {
        return new Request(method, List.copyOf(otherPath), Map.copyOf(otherQuery), headers, body);
    }

    /** With no slash but those between segments. */
    public String pathText() {
        return path.stream().map(segment -> "/" + segment.replace("/", "%2F")).collect(Collectors.joining());
    }

    /** Method and path, with a star for the id, such as {@code GET /v1/batches/*}. */
    public String shape() {
        StringBuilder shape = new StringBuilder(method).append(' ');
        for (int i = 0; i < path.size(); i++) {
            shape.append('/').append(i == 2 ? "*" : path.get(i));
        }
        return shape.toString();
    }

    @Nullable
    public String header(String name) {
        return headers.getFirst(name);
    }

    @Nullable
    public String parameter(String name) {
        return query.get(name);
    }

    /** A whole number in the query, within its bounds. */
    public int number(String name, int fallback, int min, int max) {
        String text = query.get(name);
        if (text == null) {
            return fallback;
        }
        int value;
        try {
            value = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw Refusal.invalid(
                    "Invalid type for '" + name + "': expected an integer, but got '" + text + "' instead.",
                    name,
                    "invalid_type");
        }
        if (value < min) {
            throw Refusal.invalid(
                    "Invalid '%s': integer below minimum value. Expected a value >= %d, but got %d instead."
                            .formatted(name, min, value),
                    name,
                    "integer_below_min_value");
        }
        if (value > max) {
            throw Refusal.invalid(
                    "Invalid '%s': integer above maximum value. Expected a value <= %d, but got %d instead."
                            .formatted(name, max, value),
                    name,
                    "integer_above_max_value");
        }
        return value;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
