package io.github.batchferry.request.endpoint;

import java.util.List;
import java.util.Map;

/** The images to edit stand in the body, as URLs or file ids: a batch takes JSON alone. */
final class ImageEdits implements Endpoint {
    @Override
    public String path() {
        return "/v1/images/edits";
    }

    @Override
    public String field() {
        return "prompt";
    }

    @Override
    public ImageFrame images() {
        return new ImageFrame(
                PromptFrame.field(field()).around("", ",\"images\":["), "{\"image_url\":", "{\"file_id\":", "}", "]");
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
