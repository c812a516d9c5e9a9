package io.github.batchferry.result;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.batchferry.request.endpoint.AnswerShape;
import io.github.batchferry.request.endpoint.Endpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Result lines whose fields are right as often as not: missing, doubled, of another type, one inside the other. */
final class HostileLines {
    private static final String[] SCALARS = {
        "null",
        "true",
        "false",
        "0",
        "7",
        "12.5",
        "-1",
        "1e400",
        "99999999999999999999",
        "\"\"",
        "\" \"",
        "\"text\"",
        "\"a\\n\\u00e9\\ud800\"",
        "{}",
        "[]",
        "[null]",
        "[1,2.5]",
        "[\"NaN\"]",
        "{\"a\":[{}]}",
        "\"AACAPw==\"",
        "\"AACAP\\u0077==\"",
        "\"AAAA\"",
        "\"{}\"",
        "\"{\\\"error\\\":{\\\"code\\\":429}}\"",
        "[[[]]]",
        "\"Error code: 429 - {'error': {'message': 'slow'\"",
        "\"\\u001b[31mred\""
    };
    private static final String[] STATUSES = {
        "200", "\"200\"", "200.0", "null", "0", "204", "302", "429", "\"500\"", "\"x\""
    };
    private static final String[] ENDINGS = {
        "\"stop\"", "\"length\"", "\"content_filter\"", "\"tool_calls\"", "\"error\"", "null"
    };
    private static final String[] CODES = {"\"batch_expired\"", "\"server_error\"", "\"x\"", "429", "null", "\"\""};

    private final Random random;

    HostileLines(Random random) {
        this.random = random;
    }

    String line(Endpoint endpoint, String id) {
        List<String> fields = new ArrayList<>();
        fields.add("\"custom_id\":\"" + id + "\"");
        add(fields, "response", () -> response(endpoint));
        add(fields, "error", this::error);
        Collections.shuffle(fields, random);
        return object(fields);
    }

    private String response(Endpoint endpoint) {
        List<String> fields = new ArrayList<>();
        add(fields, "status_code", () -> one(STATUSES));
        add(fields, "request_id", this::scalar);
        add(fields, "body", () -> {
            String body = body(endpoint);
            return random.nextInt(4) > 0
                    ? body
                    : '"' + new String(JsonStringEncoder.getInstance().quoteAsString(body)) + '"';
        });
        return object(fields);
    }

    private String body(Endpoint endpoint) {
        List<String> fields = new ArrayList<>();
        add(fields, "choices", () -> array(this::choice));
        add(fields, "output", () -> array(this::item));
        boolean images = endpoint.answer().kind() == AnswerShape.Kind.IMAGES;
        add(fields, "data", () -> array(images ? this::image : this::vector));
        add(fields, "results", () -> array(this::verdict));
        add(fields, "id", () -> one("\"video_1\"", "\"v\\u0031\"", "\"\"", scalar()));
        add(fields, "usage", () -> usage(endpoint));
        add(fields, "model", this::scalar);
        if (random.nextInt(6) == 0) {
            add(fields, "error", this::error);
        }
        if (random.nextInt(4) == 0) {
            add(fields, "status", () -> one("\"completed\"", "\"incomplete\"", "\"failed\"", scalar()));
            add(
                    fields,
                    "incomplete_details",
                    () -> "{\"reason\":" + one("\"max_output_tokens\"", ENDINGS[2], scalar()) + "}");
        }
        Collections.shuffle(fields, random);
        return object(fields);
    }

    private String image() {
        List<String> fields = new ArrayList<>();
        if (random.nextBoolean()) {
            add(fields, "b64_json", () -> one("\"AACAPw==\"", "\"AACAP\\u0077==\"", "\"YQ==\""));
        } else {
            add(fields, "url", () -> "\"https://example.com/a.png\"");
        }
        add(fields, "revised_prompt", this::scalar);
        return object(fields);
    }

    private String verdict() {
        List<String> fields = new ArrayList<>();
        add(fields, "flagged", () -> one("true", "false"));
        add(fields, "categories", () -> "{\"hate\":" + one("true", "false", scalar()) + "}");
        add(fields, "category_scores", () -> "{\"hate\":" + one("0.5", scalar()) + "}");
        add(fields, "category_applied_input_types", () -> "{\"hate\":" + one("[\"text\"]", scalar()) + "}");
        return object(fields);
    }

    private String choice() {
        List<String> fields = new ArrayList<>();
        add(fields, "index", () -> one("0", "1", "1.0", scalar()));
        add(fields, "message", this::message);
        add(fields, "finish_reason", () -> one(ENDINGS));
        Collections.shuffle(fields, random);
        return object(fields);
    }

    private String message() {
        List<String> fields = new ArrayList<>();
        add(fields, "content", this::content);
        if (random.nextInt(5) == 0) {
            add(fields, "refusal", () -> one("\"no\"", "\"\"", "null"));
        }
        if (random.nextInt(4) == 0) {
            add(fields, "tool_calls", () -> array(() -> one("{\"id\":\"c\",\"x\":\"\\n\"}", scalar())));
            add(fields, "function_call", () -> "{\"name\":\"f\"}");
        }
        return object(fields);
    }

    private String item() {
        List<String> fields = new ArrayList<>();
        add(fields, "type", () -> one("\"message\"", "\"function_call\"", "\"reasoning\"", scalar()));
        add(fields, "content", this::content);
        Collections.shuffle(fields, random);
        return object(fields);
    }

    private String content() {
        return one("\"hi\"", "\"\"", "null", array(this::part), array(this::part), scalar());
    }

    private String part() {
        List<String> fields = new ArrayList<>();
        add(fields, "type", () -> one("\"text\"", "\"output_text\"", "\"refusal\"", scalar()));
        add(fields, "text", () -> one("\"t\\t\"", "\"\"", scalar()));
        if (random.nextInt(6) == 0) {
            add(fields, "refusal", () -> one("\"no\"", "\"\""));
        }
        Collections.shuffle(fields, random);
        return object(fields);
    }

    private String vector() {
        List<String> fields = new ArrayList<>();
        add(fields, "embedding", () -> one("[0.5]", "[1, 2]", "\"AACAPw==\"", "\"AACA\\u0050w==\"", scalar()));
        add(fields, "index", () -> one("0", "1", "2", scalar()));
        Collections.shuffle(fields, random);
        return object(fields);
    }

    private String usage(Endpoint endpoint) {
        List<String> fields = new ArrayList<>();
        add(fields, endpoint.answer().inputTokens(), this::scalar);
        add(fields, endpoint.answer().inputTokens() + "_details", () -> "{\"cached_tokens\":" + scalar() + "}");
        add(fields, "total_tokens", this::scalar);
        return object(fields);
    }

    private String error() {
        List<String> fields = new ArrayList<>();
        add(fields, "code", () -> one(CODES));
        add(fields, "message", this::scalar);
        add(fields, "details", () -> "{\"status\":" + one(STATUSES) + "}");
        return one("null", "null", "{}", scalar(), object(fields));
    }

    /** Mostly as it should be; else something else, twice, or not at all. */
    private void add(List<String> fields, String name, Supplier<String> value) {
        int how = random.nextInt(24);
        if (how > 0) {
            fields.add('"' + name + "\":" + (how == 1 ? scalar() : value.get()));
        }
        if (how == 2) {
            fields.add('"' + name + "\":" + one(scalar(), value.get()));
        }
    }

    private String scalar() {
        return one(SCALARS);
    }

    private String array(Supplier<String> item) {
        List<String> items = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            items.add(random.nextInt(20) == 0 ? scalar() : item.get());
        }
        return "[" + String.join(",", items) + "]";
    }

    private String one(String... of) {
        return of[random.nextInt(of.length)];
    }

    private static String object(List<String> fields) {
        return "{" + String.join(",", fields) + "}";
    }
}
