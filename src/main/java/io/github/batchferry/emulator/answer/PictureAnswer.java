package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The pictures for a prompt: small PNG files, whatever size and format is asked for. An address leads nowhere. */
final class PictureAnswer {
    private static final int MOST_PICTURES = 10;
    private static final List<String> SIZES = List.of("1024x1024", "1536x1024", "1024x1536");
    private static final List<String> QUALITIES = List.of("auto", "low", "medium", "high", "xhigh", "max");
    private static final int TOKENS_OF_HIGH = 4160;
    private static final Map<String, Integer> TOKENS = Map.of("low", 272, "medium", 1056);

    private final AskedBody asked;
    private final String prompt;
    private final int pictures;

    PictureAnswer(AskedBody asked) {
        this.asked = asked;
        this.prompt = asked.text("prompt");
        if (prompt.isEmpty()) {
            throw new InvalidBody(
                    "Invalid 'prompt': empty string. Expected a string with minimum length 1, but got an empty string"
                            + " instead.",
                    "prompt",
                    "empty_string");
        }
        this.pictures = asked.number("n", 1, 1, asked.model().startsWith("dall-e-3") ? 1 : MOST_PICTURES);
    }

    /** @param imageTokens what the images of the request count */
    ObjectNode to(long imageTokens, Instant now) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("created", now.getEpochSecond());
        boolean bytes = givesBytes();
        ArrayNode data = node.putArray("data");
        for (int i = 0; i < pictures; i++) {
            String of = asked.model() + " " + prompt + " " + i;
            ObjectNode picture = data.addObject();
            if (bytes) {
                picture.put("b64_json", Base64.getEncoder().encodeToString(Png.of(of)));
            } else {
                picture.put("url", "https://emulator.invalid/images/" + Marks.hash(of, 32) + ".png");
            }
            if (asked.model().startsWith("dall-e-3")) {
                picture.put("revised_prompt", "An emulated picture. " + prompt);
            }
        }
        if (isGptImage()) {
            describe(node, imageTokens);
        }
        return node;
    }

    /** Such a model gives bytes alone, and says what it used. */
    private boolean isGptImage() {
        return asked.model().contains("gpt-image");
    }

    private boolean givesBytes() {
        if (!isGptImage()) {
            return asked.oneOf("response_format", "url", List.of("url", "b64_json"))
                    .equals("b64_json");
        }
        if (asked.has("response_format")) {
            throw InvalidBody.unknown("response_format");
        }
        return true;
    }

    private void describe(ObjectNode node, long imageTokens) {
        String quality = asked.oneOf("quality", "auto", QUALITIES);
        String given = quality.equals("auto") ? "high" : quality;
        String size = asked.node().path("size").asText();
        node.put("background", "opaque")
                .put("output_format", "png")
                .put("quality", given)
                .put("size", SIZES.contains(size) ? size : SIZES.get(0));
        long text = Marks.tokens(prompt);
        long output = (long) pictures * TOKENS.getOrDefault(given, TOKENS_OF_HIGH);
        ObjectNode usage = node.putObject("usage").put("input_tokens", text + imageTokens);
        usage.putObject("input_tokens_details").put("text_tokens", text).put("image_tokens", imageTokens);
        usage.put("output_tokens", output);
        usage.putObject("output_tokens_details").put("text_tokens", 0).put("image_tokens", output);
        usage.put("total_tokens", text + imageTokens + output);
    }
}
