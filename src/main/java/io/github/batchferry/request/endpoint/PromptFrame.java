package io.github.batchferry.request.endpoint;

import org.jspecify.annotations.Nullable;

/**
 * The JSON text around a prompt, and before it around a system prompt, where there is one. All of it is ASCII.
 *
 * @param beforeSystem null where the endpoint takes no system prompt
 * @param systemField the field of the body that a system prompt fills, where it has one of its own
 */
public record PromptFrame(
        String open,
        @Nullable String beforeSystem,
        String afterSystem,
        @Nullable String systemField,
        String beforePrompt,
        String close) {

    /** {@code "messages":[{"role":"system",…},{"role":"user","content":…}]} */
    static PromptFrame messages() {
        return messages("", "}]");
    }

    /** As {@link #messages()}, with more around the prompt, up to its end. */
    static PromptFrame messages(String beforePrompt, String close) {
        return new PromptFrame(
                "\"messages\":[",
                "{\"role\":\"system\",\"content\":",
                "},",
                null,
                "{\"role\":\"user\",\"content\":" + beforePrompt,
                close);
    }

    /** {@code "input":…}, which has no place for a system prompt. */
    static PromptFrame field(String name) {
        return new PromptFrame("", null, "", null, before(name), "");
    }

    /** {@code "instructions":…,"input":…} */
    static PromptFrame field(String name, String systemField) {
        return new PromptFrame("", before(systemField), ",", systemField, before(name), "");
    }

    /** With more around the prompt. */
    PromptFrame around(String before, String after) {
        return new PromptFrame(open, beforeSystem, afterSystem, systemField, beforePrompt + before, after + close);
    }

    public boolean takesSystemPrompt() {
        return beforeSystem != null;
    }

    private static String before(String field) {
        return "\"" + field + "\":";
    }
}
