package io.github.batchferry.request.endpoint;

import java.util.List;
import java.util.Map;

final class Embeddings implements Endpoint {
    /** {@code maxItems} of the array in OpenAI's description of the API. */
    private static final int MOST_TEXTS = 2048;

    @Override
    public String path() {
        return "/v1/embeddings";
    }

    @Override
    public String field() {
        return "input";
    }

    @Override
    public Inputs inputs() {
        return new Inputs(MOST_TEXTS, true);
    }

    @Override
    public List<String> foreignFields() {
        return List.of("messages", "prompt");
    }

    @Override
    public OutputSpec output(RequestForm form, Map<String, String> constants) {
        return OutputSpec.of(form.maySendSeveral() ? OutputKind.VECTORS : OutputKind.VECTOR);
    }

    @Override
    public AnswerShape answer() {
        return new AnswerShape(AnswerShape.Kind.VECTORS, "prompt_tokens", null);
    }

    @Override
    public QueueUnit queueUnit() {
        return QueueUnit.REQUESTS;
    }
}
