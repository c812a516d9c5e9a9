package io.github.batchferry.request;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What stands in a staged line where the id of an uploaded image goes: a space, and the hash of the image in a string.
 * No text of a row and no constant can look like one, since no other space of a line stands before a string: all JSON
 * that we write is compact, and a quote within a string has a backslash before it. The id takes the same room, filled up
 * with spaces, so that the length of a line is known before the image is uploaded.
 */
public final class ImagePlaceholder {
    private static final String BEFORE_HASH = " \"batchferry-image-";

    /** Hexadecimal digits of a SHA-256. */
    public static final int HASH_LENGTH = 64;

    public static final int LENGTH = BEFORE_HASH.length() + HASH_LENGTH + 1;

    /** The longest id for which there is room. */
    public static final int LONGEST_ID = LENGTH - 2;

    private ImagePlaceholder() {}

    /** What stands before the hash. Its first byte does not occur in it again. */
    public static byte[] mark() {
        return BEFORE_HASH.getBytes(StandardCharsets.US_ASCII);
    }

    static void write(String sha256, LineBuffer out) {
        out.raw(BEFORE_HASH);
        out.raw(sha256);
        out.raw((byte) '"');
    }

    /** What stands in its place: the id as a string of JSON, in the same length. */
    public static byte[] filled(String fileId) {
        if (fileId.length() > LONGEST_ID) {
            throw new IllegalArgumentException("an id of " + fileId.length() + " characters has no room");
        }
        byte[] id = ("\"" + fileId + "\"").getBytes(StandardCharsets.US_ASCII);
        byte[] filled = Arrays.copyOf(id, LENGTH);
        Arrays.fill(filled, id.length, LENGTH, (byte) ' ');
        return filled;
    }
}
