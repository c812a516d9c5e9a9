package io.github.batchferry.secret;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a command as a person writes it: between spaces, or within quotes of one kind, which take everything as it
 * stands. No shell reads them: nothing is expanded, joined or sent elsewhere.
 */
final class CommandWords {
    private CommandWords() {}

    /** @throws WrongValue where the text is no command, or would keep a token in the clear */
    static List<String> of(String text) {
        if (!Redactor.redact(text).equals(text)) {
            throw new WrongValue("holds what looks like a token in its command, and would be kept in the clear: let the"
                    + " command find it, and renew it");
        }
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw new WrongValue(
                    "holds a control character, such as a line break, in its command: write it on one line");
        }
        List<String> words = split(text);
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw new WrongValue("command: names no program: write one and its words, such as command:az account"
                    + " get-access-token … -o tsv");
        }
        return words;
    }

    private static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                begun = true;
            } else if (c == ' ') {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quote != 0) {
            throw new WrongValue("holds a quote in its command that does not end: close it");
        }
        if (begun) {
            words.add(word.toString());
        }
        return List.copyOf(words);
    }
}
