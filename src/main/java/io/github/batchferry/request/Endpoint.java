package io.github.batchferry.request;

import java.util.List;
import java.util.Optional;

/**
 * One endpoint of the Batch API: how a prompt becomes a body, and where the answer stands in the body that comes back.
 *
 * @param path as it stands in {@code url} of a line and in {@code endpoint} of a batch
 * @param prompt how a single prompt is laid out
 * @param inputLimit the most elements that an array input may have, and whether a batch counts inputs: 0 for no
 */
public record Endpoint(String path, PromptLayout prompt, int inputLimit, AnswerShape answer) {
    public static final Endpoint CHAT_COMPLETIONS = new Endpoint(
            "/v1/chat/completions",
            PromptLayout.MESSAGES,
            0,
            new AnswerShape(AnswerShape.Kind.CHOICES, "prompt_tokens", "completion_tokens"));

    public static final Endpoint RESPONSES = new Endpoint(
            "/v1/responses",
            PromptLayout.INSTRUCTIONS_AND_INPUT,
            0,
            new AnswerShape(AnswerShape.Kind.ITEMS, "input_tokens", "output_tokens"));

    public static final Endpoint EMBEDDINGS = new Endpoint(
            "/v1/embeddings",
            PromptLayout.INPUT,
            2048,
            new AnswerShape(AnswerShape.Kind.VECTORS, "prompt_tokens", null));

    /** In the order in which the documentation names them. */
    public static final List<Endpoint> ALL = List.of(CHAT_COMPLETIONS, RESPONSES, EMBEDDINGS);

    public static Optional<Endpoint> of(String path) {
        return ALL.stream().filter(e -> e.path.equals(path)).findFirst();
    }

    public boolean countsInputs() {
        return inputLimit > 0;
    }

    /** How a single prompt stands in a body. */
    public enum PromptLayout {
        /** {@code "messages":[{"role":"system",…},{"role":"user","content":…}]} */
        MESSAGES,
        /** {@code "instructions":…,"input":…} */
        INSTRUCTIONS_AND_INPUT,
        /** {@code "input":…}, which has no place for a system prompt. */
        INPUT
    }
}
