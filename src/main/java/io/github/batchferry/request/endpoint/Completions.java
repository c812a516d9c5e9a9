package io.github.batchferry.request.endpoint;

import java.util.List;
import java.util.Map;

final class Completions implements Endpoint {
    @Override
    public String path() {
        return "/v1/completions";
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
    public List<String> outputLimits() {
        return List.of("max_tokens");
    }

    @Override
    public OutputSpec output(RequestForm form, Map<String, String> constants) {
        return OutputSpec.of(Choices.output(constants));
    }

    @Override
    public AnswerShape answer() {
        return new AnswerShape(AnswerShape.Kind.CHOICES, "prompt_tokens", "completion_tokens");
    }
}
