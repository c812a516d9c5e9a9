package io.github.batchferry.request.endpoint;

import java.util.List;
import java.util.Map;

final class Moderations implements Endpoint {
    @Override
    public String path() {
        return "/v1/moderations";
    }

    @Override
    public String field() {
        return "input";
    }

    /** OpenAI documents no limit for the array. */
    @Override
    public Inputs inputs() {
        return new Inputs(Integer.MAX_VALUE, false);
    }

    @Override
    public ImageFrame images() {
        return new ImageFrame(
                PromptFrame.field(field()).around("[{\"type\":\"text\",\"text\":", "},"),
                ImageFrame.IMAGE_URL,
                "}}",
                "]");
    }

    @Override
    public List<String> foreignFields() {
        return List.of("messages", "prompt");
    }

    @Override
    public OutputSpec output(RequestForm form, Map<String, String> constants) {
        return OutputSpec.of(form.maySendSeveral() ? OutputKind.MODERATIONS : OutputKind.MODERATION);
    }

    /** OpenAI says nothing of usage here. */
    @Override
    public AnswerShape answer() {
        return new AnswerShape(AnswerShape.Kind.RESULTS, "input_tokens", null);
    }
}
