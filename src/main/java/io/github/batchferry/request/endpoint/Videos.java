package io.github.batchferry.request.endpoint;

import java.util.List;
import java.util.Map;

/** A video and at most one image to begin with, by its address or file id: a batch takes JSON alone. */
final class Videos implements Endpoint {
    @Override
    public String path() {
        return "/v1/videos";
    }

    @Override
    public String field() {
        return "prompt";
    }

    @Override
    public ImageFrame images() {
        PromptFrame prompt = PromptFrame.field(field()).around("", ",\"input_reference\":");
        return new ImageFrame(prompt, "{\"image_url\":", "{\"file_id\":", "}", "", 1);
    }

    @Override
    public List<String> foreignFields() {
        return List.of("messages", "input");
    }

    @Override
    public OutputSpec output(RequestForm form, Map<String, String> constants) {
        return OutputSpec.of(OutputKind.VIDEO);
    }

    /** Videos have no usage. */
    @Override
    public AnswerShape answer() {
        return new AnswerShape(AnswerShape.Kind.VIDEO, "input_tokens", null);
    }
}
