package io.github.batchferry.it;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A text that must not be found anywhere, in any of the forms that a text takes on its way through logs: as it is, in
 * base64, in hexadecimal, and as Spark prints a row, which is eight bytes at a time, the last one first.
 *
 * @param text 24 ASCII letters and digits or more, so that any eight bytes of it are like no others
 */
record Canary(String text) {
    private static final int WORD = 8;

    Canary {
        if (text.length() < 24 || !text.matches("[A-Za-z0-9]+")) {
            throw new IllegalArgumentException(text);
        }
    }

    boolean isIn(String artefact) {
        String lower = artefact.toLowerCase(Locale.ROOT);
        return lower.contains(text.toLowerCase(Locale.ROOT))
                || base64().stream().anyMatch(artefact::contains)
                || hex().stream().anyMatch(lower::contains);
    }

    /** What of it is the same wherever the text before it ends within three bytes. */
    private List<String> base64() {
        List<String> forms = new ArrayList<>();
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = ("x".repeat(shift) + text).getBytes(StandardCharsets.US_ASCII);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            forms.add(encoded.substring(shift == 0 ? 0 : 4, encoded.length() - 2));
        }
        return forms;
    }

    private List<String> hex() {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        List<String> forms = new ArrayList<>(List.of(HexFormat.of().formatHex(bytes)));
        for (int from = 0; from < WORD; from++) {
            byte[] word = new byte[WORD];
            for (int i = 0; i < WORD; i++) {
                word[WORD - 1 - i] = bytes[from + i];
            }
            forms.add(HexFormat.of().formatHex(word));
        }
        return forms;
    }
}
