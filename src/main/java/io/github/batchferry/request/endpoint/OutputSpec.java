package io.github.batchferry.request.endpoint;

import java.io.Serializable;
import java.util.Map;

/** Which columns of the result hold an answer, as a write seals it. */
public record OutputSpec(OutputKind kind, ToolCalls toolCalls) implements Serializable {
    /** Where the answer stands that is a call of tools. */
    public enum ToolCalls {
        /** In {@code output}, as JSON, where there is no text. */
        IN_OUTPUT,
        /** In a column of their own. */
        IN_COLUMN
    }

    public static OutputSpec of(OutputKind kind) {
        return new OutputSpec(kind, ToolCalls.IN_OUTPUT);
    }

    /** Of an endpoint whose requests may have tools. */
    static OutputSpec withTools(OutputKind kind, Map<String, String> constants) {
        return new OutputSpec(kind, constants.containsKey("tools") ? ToolCalls.IN_COLUMN : ToolCalls.IN_OUTPUT);
    }

    @Override
    public String toString() {
        return toolCalls == ToolCalls.IN_COLUMN ? kind + " and tool_calls" : kind.toString();
    }
}
