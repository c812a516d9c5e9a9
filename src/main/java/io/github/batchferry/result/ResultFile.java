package io.github.batchferry.result;

/** The two files that a batch leaves. Which one a line stands in says nothing about its outcome. */
public enum ResultFile {
    OUTPUT,
    ERRORS
}
