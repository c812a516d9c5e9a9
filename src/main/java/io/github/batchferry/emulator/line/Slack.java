package io.github.batchferry.emulator.line;

/** What a server lets pass in an input file. */
public enum Slack {
    /** A line needs neither {@code method} nor {@code url}. */
    ID_AND_BODY,
    /** Lines may name different models. */
    SEVERAL_MODELS
}
