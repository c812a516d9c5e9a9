package io.github.batchferry.provider;

/** What it means that a provider finds no model of a name. */
public enum ModelList {
    /** The key may use no such model. */
    WHOLE,

    /** Nothing: a server without models says that, too. */
    UNSURE
}
