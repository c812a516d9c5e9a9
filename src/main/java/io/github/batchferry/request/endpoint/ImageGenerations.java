package io.github.batchferry.request.endpoint;

import java.util.List;
import java.util.Map;

final class ImageGenerations implements Endpoint {
    @Override
    public String path() {
        return "/v1/images/generations";
    }

    @Override
    public String field() {
        return "prompt";
    }

    @Override
    public List<String> foreignFields() {
        return List.of("messages", "input");
    }

    @Override
    public OutputSpec output(RequestForm form, Map<String, String> constants) {
        return OutputSpec.of(OutputKind.IMAGES);
    }

    @Override
    public AnswerShape answer() {
        return new AnswerShape(AnswerShape.Kind.IMAGES, "input_tokens", "output_tokens");
    }
}
