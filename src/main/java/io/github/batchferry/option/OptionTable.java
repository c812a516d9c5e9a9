package io.github.batchferry.option;

import java.util.Set;
import java.util.stream.Collectors;

/** The options as tables in markdown, made from their declarations. */
final class OptionTable {
    private OptionTable() {}

    static String markdown() {
        StringBuilder page = new StringBuilder();
        for (Group group : Group.values()) {
            page.append("## ").append(group.title()).append("\n\n");
            page.append("| option | type | default | for | what it does |\n| --- | --- | --- | --- | --- |\n");
            Options.ALL.stream().filter(o -> o.group() == group).forEach(o -> page.append(row(o)));
            page.append('\n');
        }
        return page.append("## Not supported yet\n\nRefused until the change that makes them work: ")
                .append(Options.NOT_YET.stream().map(OptionTable::code).collect(Collectors.joining(", ")))
                .append(".\n")
                .toString();
    }

    private static String row(Option<?> option) {
        String example = option.family()
                ? option.given(option.example()).getKey() + "="
                        + option.given(option.example()).getValue()
                : option.example();
        return "| " + code(option.name()) + " | " + cell(option.type().text()) + " | " + fallback(option) + " | "
                + scopes(option.scopes()) + " | " + cell(option.help()) + " Example: " + code(example) + " |\n";
    }

    private static String fallback(Option<?> option) {
        String fallback = option.defaultText() != null
                ? code(option.defaultText())
                : option.defaultNote() == null ? "" : cell(option.defaultNote());
        fallback += option.atProvider() == null ? "" : "; with `provider`, its own";
        if (option.variable() == null) {
            return fallback;
        }
        return "the variable " + code(option.variable()) + (fallback.isEmpty() ? "" : ", else " + fallback);
    }

    private static String scopes(Set<Scope> scopes) {
        return scopes.size() > 1 ? "both" : scopes.iterator().next().toString();
    }

    private static String code(String text) {
        return "`" + cell(text) + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
