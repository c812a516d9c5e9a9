package io.github.batchferry.request.endpoint;

import java.util.List;
import java.util.Map;

final class ChatCompletions implements Endpoint {
    @Override
    public String path() {
        return "/v1/chat/completions";
    }

    @Override
    public String field() {
        return "messages";
    }

    @Override
    public PromptFrame prompt() {
        return PromptFrame.messages();
    }

    @Override
    public boolean takesMessages() {
        return true;
    }

    @Override
    public ImageFrame images() {
        return new ImageFrame(
                PromptFrame.messages("[{\"type\":\"text\",\"text\":", "},"), ImageFrame.IMAGE_URL, "}}", "]}]");
    }

    @Override
    public List<String> foreignFields() {
        return List.of("input", "prompt");
    }

    @Override
    public List<String> outputLimits() {
        return List.of("max_completion_tokens", "max_tokens");
    }

    @Override
    public OutputSpec output(RequestForm form, Map<String, String> constants) {
        return OutputSpec.withTools(Choices.output(constants), constants);
    }

    @Override
    public StructuredOutputs structuredOutputs() {
        return new StructuredOutputs("response_format", null, "json_schema");
    }

    @Override
    public AnswerShape answer() {
        return new AnswerShape(AnswerShape.Kind.CHOICES, "prompt_tokens", "completion_tokens");
    }
}
