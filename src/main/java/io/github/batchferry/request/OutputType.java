package io.github.batchferry.request;

/** What the {@code output} column holds. */
public enum OutputType {
    /** One string. */
    TEXT,
    /** One array of floats. */
    VECTOR,
    /** An array of arrays of floats, in the order of the inputs. */
    VECTORS
}
