package io.github.batchferry.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows under headings, in columns as wide as what they hold, up to a limit each. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(Column... columns) {
        this.columns = List.of(columns);
    }

    /** @param most the greatest width, in columns of the terminal */
    public record Column(String heading, int most, Side side) {
        public static Column text(String heading, int most) {
            return new Column(heading, most, Side.LEFT);
        }

        public static Column number(String heading) {
            return new Column(heading, 20, Side.RIGHT);
        }
    }

    /** Where a column's cells stand. */
    public enum Side {
        LEFT,
        RIGHT
    }

    public void row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            row.add(DisplayWidth.cut(String.valueOf(cells[i]), columns.get(i).most()));
        }
        rows.add(row);
    }

    /** The headings, a rule, the rows; each line begins with this. */
    public String text(String indent) {
        List<Integer> widths = new ArrayList<>();
        List<String> headings = new ArrayList<>();
        List<String> rules = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            String heading = columns.get(i).heading();
            int width = rows.stream()
                    .mapToInt(row -> DisplayWidth.of(row.get(column)))
                    .reduce(DisplayWidth.of(heading), Math::max);
            widths.add(width);
            headings.add(heading);
            rules.add("-".repeat(width));
        }
        StringBuilder text = new StringBuilder();
        append(text, indent, headings, widths);
        append(text, indent, rules, widths);
        rows.forEach(row -> append(text, indent, row, widths));
        return text.toString();
    }

    private void append(StringBuilder text, String indent, List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder(indent);
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            String blanks = " ".repeat(widths.get(i) - DisplayWidth.of(cell));
            boolean left = columns.get(i).side() == Side.LEFT;
            line.append(i == 0 ? "" : GAP).append(left ? cell + blanks : blanks + cell);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
