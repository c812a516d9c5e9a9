package io.github.batchferry.emulator.line;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 and length of a stream of bytes. */
public final class Digest {
    private final MessageDigest sha256;
    private long bytes;

    public Digest() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public void update(byte[] buffer, int offset, int length) {
        sha256.update(buffer, offset, length);
        bytes += length;
    }

    public long bytes() {
        return bytes;
    }

    /** Ends the digest and begins a new one. */
    public String hex() {
        bytes = 0;
        return HexFormat.of().formatHex(sha256.digest());
    }
}
