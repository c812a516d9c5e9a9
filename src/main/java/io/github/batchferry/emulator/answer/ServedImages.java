package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** {@code /v1/images/generations}. */
final class ServedImages implements ServedEndpoint {
    @Override
    public String path() {
        return "/v1/images/generations";
    }

    @Override
    public String title() {
        return "Image Generations";
    }

    @Override
    public List<String> required() {
        return List.of("prompt");
    }

    @Override
    public ObjectNode answer(JsonNode body, Instant now) {
        return new PictureAnswer(new AskedBody(body)).to(0, now);
    }
}
