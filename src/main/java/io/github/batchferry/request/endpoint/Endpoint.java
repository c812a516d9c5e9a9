package io.github.batchferry.request.endpoint;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One endpoint of the Batch API: what makes a request to it, and what comes back. */
public interface Endpoint {
    /** As it stands in {@code url} of a line and in {@code endpoint} of a batch. */
    String path();

    /** The field of a body that holds what is asked. */
    String field();

    /** How a single prompt stands in a body. */
    default PromptFrame prompt() {
        return PromptFrame.field(field());
    }

    /** How a prompt with images stands in a body; null where the endpoint takes none. */
    default @Nullable ImageFrame images() {
        return null;
    }

    /** Whether {@link #field} takes the messages of a chat. */
    default boolean takesMessages() {
        return false;
    }

    default Inputs inputs() {
        return Inputs.NONE;
    }

    /** Fields of a body that other endpoints have and this one has not. */
    List<String> foreignFields();

    /**
     * What a row gets back.
     *
     * @param constants JSON text of each constant field of the body, by its name
     */
    OutputSpec output(RequestForm form, Map<String, String> constants);

    AnswerShape answer();

    /** Where a body asks for structured outputs; null where the endpoint has none. */
    default @Nullable StructuredOutputs structuredOutputs() {
        return null;
    }

    /** Fields of a body that bound the tokens of an answer, the one that counts first. */
    default List<String> outputLimits() {
        return List.of();
    }

    /** What the server's queue limits beside tokens. */
    default QueueUnit queueUnit() {
        return QueueUnit.TOKENS;
    }
}
