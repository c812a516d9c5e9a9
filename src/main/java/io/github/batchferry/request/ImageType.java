package io.github.batchferry.request;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The kinds of images that are told by their first bytes. */
public enum ImageType {
    PNG("image/png", 0, "\u0089PNG\r\n\u001a\n"),
    JPEG("image/jpeg", 0, "\u00ff\u00d8\u00ff"),
    GIF("image/gif", 0, "GIF8"),
    WEBP("image/webp", 8, "WEBP");

    /** How many bytes tell the kind. */
    public static final int TOLD_BY = 12;

    private final byte[] dataUrl;
    private final int at;
    private final byte[] mark;

    ImageType(String mediaType, int at, String mark) {
        this.dataUrl = ("data:" + mediaType + ";base64,").getBytes(StandardCharsets.US_ASCII);
        this.at = at;
        this.mark = mark.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Null for bytes of another kind. */
    public static @Nullable ImageType of(Utf8 image) {
        for (ImageType type : values()) {
            if (type.marks(image)) {
                return type;
            }
        }
        return null;
    }

    /** What stands before the base64 of the bytes. */
    byte[] dataUrl() {
        return dataUrl;
    }

    private boolean marks(Utf8 image) {
        if (image.length() < at + mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if (image.bytes()[image.offset() + at + i] != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
