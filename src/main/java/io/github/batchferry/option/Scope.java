package io.github.batchferry.option;

/** What the options are given for. */
public enum Scope {
    WRITE,
    READ;

    @Override
    public String toString() {
        return this == WRITE ? "write" : "read";
    }
}
