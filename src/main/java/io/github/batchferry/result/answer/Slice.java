package io.github.batchferry.result.answer;

import java.nio.charset.StandardCharsets;

/** A view of bytes that somebody else owns, and how long it holds is theirs to say. */
public record Slice(byte[] array, int offset, int length) {
    /** The bytes as UTF-8. */
    @Override
    public String toString() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }
}
