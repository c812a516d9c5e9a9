package io.github.batchferry.job.asset;

import java.nio.charset.StandardCharsets;

/** What a file is, by its first bytes; the ending of its name says so. */
enum AssetType {
    PNG(0, "\u0089PNG"),
    JPG(0, "\u00ff\u00d8\u00ff"),
    GIF(0, "GIF8"),
    WEBP(8, "WEBP"),
    MOV(4, "ftypqt"),
    MP4(4, "ftyp"),
    WEBM(0, "\u001aE\u00df\u00a3"),
    /** Text of a server in place of a file. */
    JSON(0, "{"),
    XML(0, "<"),
    BIN(0, "");

    /** So many bytes tell each of them. */
    static final int TELLING = 12;

    private final int at;
    private final byte[] mark;

    AssetType(int at, String mark) {
        this.at = at;
        this.mark = mark.getBytes(StandardCharsets.ISO_8859_1);
    }

    static AssetType of(byte[] bytes, int length) {
        for (AssetType type : values()) {
            if (type.marks(bytes, length)) {
                return type;
            }
        }
        return BIN;
    }

    boolean isText() {
        return this == JSON || this == XML;
    }

    String ending() {
        return "." + name().toLowerCase(java.util.Locale.ROOT);
    }

    private boolean marks(byte[] bytes, int length) {
        boolean marks = length >= at + mark.length;
        for (int i = 0; marks && i < mark.length; i++) {
            marks = bytes[at + i] == mark[i];
        }
        return marks;
    }
}
