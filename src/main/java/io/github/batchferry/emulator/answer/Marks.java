package io.github.batchferry.emulator.answer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What makes an answer plainly the emulator's, and ids and counts that depend on the text alone. */
final class Marks {
    static final String FINGERPRINT = "batchferry-emulator";

    private Marks() {}

    static String model(String asked) {
        return asked + "-emulated";
    }

    static long tokens(String text) {
        return (text.getBytes(StandardCharsets.UTF_8).length + 3) / 4;
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String hash(String text, int digits) {
        return HexFormat.of().formatHex(sha256(text)).substring(0, digits);
    }
}
