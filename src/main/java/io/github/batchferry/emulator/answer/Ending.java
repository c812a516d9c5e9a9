package io.github.batchferry.emulator.answer;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an answer may end, other than with what it was asked for. */
public enum Ending {
    @JsonProperty("refusal")
    REFUSAL,
    @JsonProperty("content_filter")
    CONTENT_FILTER,
    /** Half of the text is there. */
    @JsonProperty("length")
    LENGTH,
    /** The text is JSON that fits no strict schema. */
    @JsonProperty("invalid_output")
    INVALID_OUTPUT;

    static final String REFUSED = "The emulator was told to refuse this request.";
    static final String UNFIT = "{\"emulated\":\"fits no schema\"}";

    static String cut(String text) {
        return text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2));
    }
}
