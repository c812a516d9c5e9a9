package io.github.batchferry.terminal;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** How many columns a text takes on a terminal, where Chinese, Japanese and Korean letters are two columns wide. */
final class DisplayWidth {
    private static final Set<UnicodeScript> WIDE = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO);

    private DisplayWidth() {}

    static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    /** The text on one line, and where it is wider than this, its beginning with an ellipsis. */
    static String cut(String text, int width) {
        String line = text.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "").strip();
        if (of(line) <= width) {
            return line;
        }
        StringBuilder beginning = new StringBuilder();
        int used = 1;
        for (int at = 0; at < line.length(); ) {
            int letter = line.codePointAt(at);
            used += of(letter);
            if (used > width) {
                break;
            }
            beginning.appendCodePoint(letter);
            at += Character.charCount(letter);
        }
        return beginning.toString().stripTrailing() + "…";
    }

    private static int of(int letter) {
        int type = Character.getType(letter);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean halfKatakana = letter >= 0xFF61 && letter <= 0xFFDC;
        boolean punctuation = letter >= 0x3000 && letter <= 0x303F || letter == 0x30FC || letter == 0x30FB;
        boolean fullForm = letter >= 0xFF01 && letter <= 0xFF60 || letter >= 0xFFE0 && letter <= 0xFFE6;
        boolean emoji = letter >= 0x1F300 && letter <= 0x1FAFF;
        boolean script = letter > 0x10FF && WIDE.contains(UnicodeScript.of(letter));
        return !halfKatakana && (punctuation || fullForm || emoji || script) ? 2 : 1;
    }
}
