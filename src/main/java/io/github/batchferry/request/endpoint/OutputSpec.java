package io.github.batchferry.request.endpoint;

import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of the result hold an answer, and what counts as one, as a write seals it.
 *
 * @param struct for {@link OutputKind#STRUCT} only
 */
public record OutputSpec(
        OutputKind kind,
        ToolCalls toolCalls,
        OnIncomplete onIncomplete,
        @Nullable Struct struct) implements Serializable {
    /** Where the answer stands that is a call of tools. */
    public enum ToolCalls {
        /** In {@code output}, as JSON, where there is no text. */
        IN_OUTPUT,
        /** In a column of their own. */
        IN_COLUMN
    }

    /** What becomes of a text that a limit of length cut. */
    public enum OnIncomplete {
        KEEP,
        FAIL
    }

    /** What becomes of an answer that does not fit the schema. */
    public enum OnInvalid {
        FAIL,
        /** It is bought again, as another attempt. */
        AGAIN
    }

    /**
     * @param type of the column, as Spark's JSON
     * @param schema that texts are held against, as JSON text
     */
    public record Struct(String type, String schema, OnInvalid onInvalid) implements Serializable {}

    public static OutputSpec of(OutputKind kind) {
        return new OutputSpec(kind, ToolCalls.IN_OUTPUT, OnIncomplete.KEEP, null);
    }

    /** Of an endpoint whose requests may have tools. */
    static OutputSpec withTools(OutputKind kind, Map<String, String> constants) {
        ToolCalls calls = constants.containsKey("tools") ? ToolCalls.IN_COLUMN : ToolCalls.IN_OUTPUT;
        return new OutputSpec(kind, calls, OnIncomplete.KEEP, null);
    }

    public OutputSpec with(OnIncomplete wanted) {
        return new OutputSpec(kind, toolCalls, wanted, struct);
    }

    /** With files beside the results for what else stands in the answers themselves. */
    public OutputSpec saved() {
        return new OutputSpec(
                kind == OutputKind.IMAGES ? OutputKind.SAVED_IMAGES : kind, toolCalls, onIncomplete, struct);
    }

    public OutputSpec with(Struct wanted) {
        return new OutputSpec(OutputKind.STRUCT, toolCalls, onIncomplete, wanted);
    }
}
