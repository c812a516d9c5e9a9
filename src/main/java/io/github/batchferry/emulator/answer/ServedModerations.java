package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/** {@code /v1/moderations}. An image is judged by the words of its address. */
final class ServedModerations implements ServedEndpoint {
    private static final List<String> PARTS = List.of("text", "image_url");

    @Override
    public String path() {
        return "/v1/moderations";
    }

    @Override
    public String title() {
        return "Moderations";
    }

    @Override
    public List<String> required() {
        return List.of("input");
    }

    /** One result for each text; one for all parts, where the input consists of parts. */
    @Override
    public ObjectNode answer(JsonNode body, Instant now) {
        AskedBody asked = new AskedBody(body);
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", "modr-" + Marks.hash(asked.model() + body.path("input"), 32))
                .put("model", Marks.model(asked.model()));
        ArrayNode results = node.putArray("results");
        JsonNode input = body.path("input");
        if (input.isTextual()) {
            results.add(result(Content.NONE.withText(input.textValue())));
            return node;
        }
        if (!input.isArray()) {
            throw InvalidBody.type("input", "a string or an array", input);
        }
        if (asked.array("input").get(0).isObject()) {
            results.add(result(content(input)));
            return node;
        }
        for (JsonNode text : input) {
            if (!text.isTextual()) {
                throw InvalidBody.type("input[" + results.size() + "]", "a string", text);
            }
            results.add(result(Content.NONE.withText(text.textValue())));
        }
        return node;
    }

    private static Content content(JsonNode parts) {
        Content content = Content.NONE;
        for (int i = 0; i < parts.size(); i++) {
            JsonNode part = parts.get(i);
            String param = "input[" + i + "]";
            if (!part.isObject()) {
                throw InvalidBody.type(param, "an object", part);
            }
            String type = part.path("type").asText();
            if (!PARTS.contains(type)) {
                throw InvalidBody.value(param + ".type", type, PARTS);
            }
            boolean text = type.equals("text");
            JsonNode value = text ? part.path("text") : part.path("image_url").path("url");
            if (!value.isTextual()) {
                throw InvalidBody.type(param + (text ? ".text" : ".image_url.url"), "a string", value);
            }
            content = text ? content.withText(value.textValue()) : content.withImage(value.textValue());
        }
        return content;
    }

    private static ObjectNode result(Content content) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("flagged", false);
        ObjectNode categories = result.putObject("categories");
        ObjectNode scores = result.putObject("category_scores");
        ObjectNode types = result.putObject("category_applied_input_types");
        for (ModerationCategory category : ModerationCategory.values()) {
            boolean seesImage = category.seesImages() && content.hasImage();
            boolean found = category.finds(content.text()) || seesImage && category.finds(content.image());
            categories.put(category.key(), found);
            scores.put(category.key(), score(category.key() + " " + content, found));
            ArrayNode applied = types.putArray(category.key());
            if (content.hasText()) {
                applied.add("text");
            }
            if (seesImage) {
                applied.add("image");
            }
            if (found) {
                result.put("flagged", true);
            }
        }
        return result;
    }

    /** From 0.9 to 1 for what is found, below 0.01 for what is not. */
    private static double score(String text, boolean found) {
        long part = Math.floorMod(ByteBuffer.wrap(Marks.sha256(text)).getLong(), 10_000L);
        return found ? 0.9 + part / 100_000.0 : part / 1_000_000.0;
    }

    /** What one result is about: texts and, apart from them, the addresses of images. */
    private record Content(String text, String image, boolean hasText, boolean hasImage) {
        static final Content NONE = new Content("", "", false, false);

        Content withText(String more) {
            return new Content(text + "\n" + more, image, true, hasImage);
        }

        /** A data URL says nothing. */
        Content withImage(String url) {
            return new Content(text, image + "\n" + (url.startsWith("data:") ? "" : url), hasText, true);
        }
    }
}
