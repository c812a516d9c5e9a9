package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code /v1/images/edits}, in its JSON form, which names its images and is for GPT image models alone. */
final class ServedImageEdits implements ServedEndpoint {
    private static final int MOST_IMAGES = 16;
    private static final long TOKENS_PER_IMAGE = 323;

    @Override
    public String path() {
        return "/v1/images/edits";
    }

    @Override
    public String title() {
        return "Image Edits";
    }

    @Override
    public List<String> required() {
        return List.of("prompt", "images");
    }

    @Override
    public List<String> files(JsonNode body) {
        List<String> files = new ArrayList<>(ImageReference.files(body.path("images")));
        files.addAll(ImageReference.files(body.path("mask")));
        return files;
    }

    @Override
    public ObjectNode answer(JsonNode body, Instant now) {
        AskedBody asked = new AskedBody(body);
        if (asked.model().startsWith("dall-e")) {
            throw new InvalidBody(
                    "The model '" + asked.model() + "' takes images to edit as a form only, not as JSON.",
                    "model",
                    "invalid_value");
        }
        if (body.has("image")) {
            throw InvalidBody.unknown("image");
        }
        JsonNode images = asked.array("images");
        if (images.size() > MOST_IMAGES) {
            String message = "Invalid 'images': array too long. Expected an array with maximum length %d, but got an"
                    + " array with length %d instead.";
            throw new InvalidBody(message.formatted(MOST_IMAGES, images.size()), "images", "array_above_max_length");
        }
        for (int i = 0; i < images.size(); i++) {
            ImageReference.check("images[" + i + "]", images.get(i));
        }
        if (asked.has("mask")) {
            ImageReference.check("mask", body.path("mask"));
        }
        return new PictureAnswer(asked).to(TOKENS_PER_IMAGE * images.size(), now);
    }
}
