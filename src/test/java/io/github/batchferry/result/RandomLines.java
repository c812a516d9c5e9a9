package io.github.batchferry.result;

import io.github.batchferry.request.endpoint.Endpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Result lines of every shape that a server may choose: order of keys, white space, escapes, unknown fields. */
final class RandomLines {
    private static final String[] PIECES = {
        "a",
        "word ",
        "é",
        "漢字",
        "😀",
        "\u2028",
        "\"",
        "\\",
        "/",
        "\n",
        "\t",
        "\r",
        "\b",
        "\f",
        "\u0001",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "custom_id",
        "\u007f",
        "\uFFFD",
        "x".repeat(40)
    };
    private static final String[] WRITTEN = {"\\ud800", "\\udc00x", "\\ud83d\\ude00", "\\uD83D\\n", "\\u0000", "\\/"};

    private final Random random;

    RandomLines(Random random) {
        this.random = random;
    }

    String id(int i) {
        return i + PIECES[random.nextInt(PIECES.length)] + random.nextInt(10);
    }

    String line(Endpoint endpoint, String id) {
        String response = object(
                "\"status_code\":" + space() + "200",
                "\"request_id\":" + string(text()),
                "\"body\":" + space() + body(endpoint),
                "\"custom_id\":" + string("1a1"));
        return object(
                "\"id\":" + string(text()),
                "\"custom_id\":" + space() + string(id),
                "\"response\":" + space() + response,
                "\"error\":null",
                noise());
    }

    private String body(Endpoint endpoint) {
        String answer = switch (endpoint.answer().kind()) {
            case CHOICES -> "\"choices\":" + array(choice(), choice());
            case ITEMS -> "\"output\":" + (random.nextInt(4) == 0 ? array(item()) : array(item(), item()));
            case VECTORS ->
                "\"data\":" + (random.nextBoolean() ? array(vector(0)) : array(vector(2), vector(0), vector(1)));
            case RESULTS -> "\"results\":" + array(object("\"flagged\":true"), object("\"flagged\":false", noise()));
            case IMAGES -> "\"data\":" + array(object("\"b64_json\":\"YQ==\"", noise()));
            case VIDEO -> "\"id\":" + string("video_1") + ",\"status\":\"completed\"";
        };
        return object(answer, "\"model\":" + string(text()), "\"usage\":" + usage(endpoint), noise(), "\"error\":null");
    }

    private String choice() {
        String content = random.nextInt(8) == 0 ? "null" : string(text());
        String message = object("\"role\":\"assistant\"", "\"content\":" + space() + content, noise());
        return object("\"index\":0", "\"message\":" + message, "\"finish_reason\":" + string(text()));
    }

    private String item() {
        return random.nextInt(3) == 0
                ? object("\"type\":\"reasoning\"", "\"summary\":" + array(string(text())))
                : object("\"type\":\"message\"", "\"content\":" + array(part(), part()), noise());
    }

    private String part() {
        String type = random.nextInt(3) > 0 ? "output_text" : "other";
        return object("\"type\":\"" + type + "\"", "\"text\":" + space() + string(text()), noise());
    }

    private String vector(int index) {
        List<String> numbers = new ArrayList<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            numbers.add(
                    random.nextBoolean()
                            ? Float.toString(random.nextFloat() - 0.5f)
                            : Double.toString(random.nextGaussian()));
        }
        return object("\"index\":" + index, "\"embedding\":" + space() + array(numbers.toArray(String[]::new)));
    }

    private String usage(Endpoint endpoint) {
        if (random.nextInt(5) == 0) {
            return "null";
        }
        String input = endpoint.answer().inputTokens();
        String output = endpoint.answer().outputTokens();
        String details = object(
                "\"cached_tokens\":" + random.nextInt(9),
                "\"audio_tokens\":5",
                "\"cache_write_tokens\":" + random.nextInt(9),
                "\"image_tokens\":" + random.nextInt(9));
        return object(
                "\"" + input + "\":" + random.nextInt(),
                "\"" + input + "_details\":" + (random.nextBoolean() ? details : "null"),
                "\"" + output + "\":" + random.nextInt(1000),
                "\"" + output + "_details\":"
                        + object("\"reasoning_tokens\":" + random.nextInt(9), "\"image_tokens\":" + random.nextInt(9)),
                "\"total_tokens\":" + random.nextInt(Integer.MAX_VALUE));
    }

    private String noise() {
        String value = switch (random.nextInt(5)) {
            case 0 -> "-12.5e3";
            case 1 -> string(text());
            case 2 -> "true";
            case 3 -> array("1", object("\"text\":" + string(text()), "\"content\":[[]]"));
            default -> object("\"custom_id\":\"x\"", "\"usage\":{}");
        };
        return "\"x" + random.nextInt(100) + "\":" + value;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    /** Escaped where it must be and now and then where it need not; now and then with what only an escape can say. */
    private String string(String value) {
        StringBuilder json = new StringBuilder("\"");
        boolean zealous = random.nextInt(4) == 0;
        for (char c : value.toCharArray()) {
            if (c < 0x20 || c == '"' || c == '\\' || zealous && random.nextInt(3) == 0 && !Character.isSurrogate(c)) {
                json.append(c == '\n' ? "\\n" : c == '"' ? "\\\"" : String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        if (zealous && !value.matches("(?s)\\d.*")) {
            json.append(WRITTEN[random.nextInt(WRITTEN.length)]);
        }
        return json.append('"').toString();
    }

    private String object(String... fields) {
        List<String> shuffled = new ArrayList<>(List.of(fields));
        if (random.nextBoolean()) {
            Collections.shuffle(shuffled, random);
        }
        return "{" + space() + String.join(space() + "," + space(), shuffled) + space() + "}";
    }

    private String array(String... items) {
        return "[" + space() + String.join(space() + "," + space(), items) + space() + "]";
    }

    private String space() {
        return random.nextInt(6) == 0 ? " \t" : "";
    }
}
