package io.github.batchferry.request.endpoint;

import java.util.List;
import java.util.Map;

final class Responses implements Endpoint {
    @Override
    public String path() {
        return "/v1/responses";
    }

    @Override
    public String field() {
        return "input";
    }

    @Override
    public PromptFrame prompt() {
        return PromptFrame.field(field(), "instructions");
    }

    /** As items, whose short form is that of a message of a chat. */
    @Override
    public boolean takesMessages() {
        return true;
    }

    @Override
    public Inputs inputs() {
        return Inputs.ONE_TEXT;
    }

    @Override
    public ImageFrame images() {
        return new ImageFrame(
                PromptFrame.field(field(), "instructions")
                        .around("[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":", "},"),
                "{\"type\":\"input_image\",\"image_url\":",
                "{\"type\":\"input_image\",\"file_id\":",
                "}",
                "]}]");
    }

    /** A {@code prompt} is one of its own, too: a stored template. */
    @Override
    public List<String> foreignFields() {
        return List.of("messages");
    }

    @Override
    public List<String> outputLimits() {
        return List.of("max_output_tokens");
    }

    @Override
    public OutputSpec output(RequestForm form, Map<String, String> constants) {
        return OutputSpec.withTools(OutputKind.TEXT, constants);
    }

    @Override
    public StructuredOutputs structuredOutputs() {
        return new StructuredOutputs("text", "format", null);
    }

    @Override
    public AnswerShape answer() {
        return new AnswerShape(AnswerShape.Kind.ITEMS, "input_tokens", "output_tokens");
    }
}
