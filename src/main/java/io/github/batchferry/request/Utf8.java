package io.github.batchferry.request;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A view of text as UTF-8 bytes that is pointed anew for every row, so that no row costs an object. Not thread-safe. */
public final class Utf8 {
    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    private int offset;
    private int length;
    private boolean absent = true;

    public static Utf8 of(@Nullable String text) {
        Utf8 view = new Utf8();
        if (text != null) {
            view.point(text.getBytes(StandardCharsets.UTF_8));
        }
        return view;
    }

    public void point(byte[] array, int from, int count) {
        bytes = array;
        offset = from;
        length = count;
        absent = false;
    }

    public void point(byte[] array) {
        point(array, 0, array.length);
    }

    /** Makes this view stand for SQL's null. */
    public void clear() {
        bytes = NONE;
        offset = 0;
        length = 0;
        absent = true;
    }

    public boolean isNull() {
        return absent;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    /** Whether the bytes are well-formed UTF-8. */
    public boolean isWellFormed() {
        return Utf8Sequence.isWellFormed(bytes, offset, offset + length);
    }

    @Override
    public String toString() {
        return absent ? "null" : new String(bytes, offset, length, StandardCharsets.UTF_8);
    }
}
