package io.github.batchferry.request;

import java.util.ArrayList;
import java.util.List;

/**
 * A prompt with columns in it, such as {@code Translate {text} into {language}}. Doubled braces stand for themselves.
 *
 * @param texts one more than there are columns: before, between and after them
 * @param columns as they are named, in their order
 */
public record PromptTemplate(List<String> texts, List<String> columns) {
    public PromptTemplate {
        texts = List.copyOf(texts);
        columns = List.copyOf(columns);
    }

    /** @throws IllegalArgumentException where a brace has no partner or names no column; the text says where */
    public static PromptTemplate parse(String template) {
        List<String> texts = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < template.length(); at++) {
            char c = template.charAt(at);
            if (c != '{' && c != '}') {
                text.append(c);
            } else if (template.startsWith(String.valueOf(c), at + 1)) {
                text.append(c);
                at++;
            } else if (c == '}') {
                throw new IllegalArgumentException("has a } at character " + (at + 1) + " that closes nothing");
            } else {
                int end = template.indexOf('}', at);
                String name = end < 0 ? "" : template.substring(at + 1, end);
                if (end < 0 || name.indexOf('{') >= 0) {
                    throw new IllegalArgumentException("has a { at character " + (at + 1) + " that is not closed");
                }
                if (name.isBlank()) {
                    throw new IllegalArgumentException("has braces at character " + (at + 1) + " that name no column");
                }
                texts.add(text.toString());
                text.setLength(0);
                columns.add(name.strip());
                at = end;
            }
        }
        texts.add(text.toString());
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("names no column, so that all rows would ask the same");
        }
        return new PromptTemplate(texts, columns);
    }
}
