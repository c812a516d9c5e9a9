package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All that the emulator knows of one endpoint. Safe for use by several threads. */
public interface ServedEndpoint {
    /** As it stands in the {@code url} of a line and in the {@code endpoint} of a batch. */
    String path();

    /** All that it may be called there. */
    default Set<String> paths() {
        return Set.of(path());
    }

    /** What the errors of a batch call it. */
    String title();

    /** The fields of a body beside {@code model}; a line without one of them fails its batch. */
    List<String> required();

    /** The field whose elements are the inputs of a batch, where limits count inputs and requests; empty elsewhere. */
    default Optional<String> countedField() {
        return Optional.empty();
    }

    /**
     * The body of the answer, the same for the same body but for what time decides. What the endpoint refuses is
     * answered with a 400.
     *
     * @param body has all required fields
     */
    ObjectNode answer(JsonNode body, Instant now);

    /** The ids of files that a body names, which must be there when it is executed. */
    default List<String> files(JsonNode body) {
        return List.of();
    }

    /** Gives an answer this text, where the endpoint answers in words. */
    default void setText(ObjectNode answer, String text) {}

    /** Ends an answer in this way, where its endpoint knows it; its usage stays as it is. */
    default void end(ObjectNode answer, Ending ending) {}
}
