package io.github.batchferry.spark.demo;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Holds the rows that came back against the rows that went out, side by side, in memory that does not grow. */
final class RowCheck {
    private static final int KINDS = 8;
    private static final int FEW = 10;

    private final int inputColumns;
    private final String prefix;
    private final int shown;
    private final List<Row> head = new ArrayList<>();
    private final Map<String, Long> statuses = new TreeMap<>();
    private final Map<String, Long> outputs = new LinkedHashMap<>();
    private final Map<String, Long> errors = new TreeMap<>();
    private long sent;
    private long returned;
    private long firstDifference = -1;
    private long inputTokens;
    private long outputTokens;

    RowCheck(int inputColumns, String prefix, int shown) {
        this.inputColumns = inputColumns;
        this.prefix = prefix;
        this.shown = shown;
    }

    void compare(Iterator<Row> input, Iterator<Row> results) {
        while (input.hasNext() || results.hasNext()) {
            @Nullable Row before = input.hasNext() ? input.next() : null;
            @Nullable Row after = results.hasNext() ? results.next() : null;
            sent += before == null ? 0 : 1;
            if (after != null) {
                returned++;
                take(after);
            }
            if (firstDifference < 0 && !alike(before, after)) {
                firstDifference = Math.max(sent, returned);
            }
        }
    }

    List<Row> head() {
        return head;
    }

    long returned() {
        return returned;
    }

    boolean isWhole() {
        return firstDifference < 0;
    }

    String report() {
        StringBuilder text = new StringBuilder();
        text.append(String.format("   rows      %,d in, %,d back, ", sent, returned));
        text.append(
                isWhole()
                        ? "each once and in the order of the input (compared row by row)"
                        : "NOT the same rows in the same order: the first difference is at row " + firstDifference);
        text.append("\n   status    ").append(counts(statuses));
        if (!outputs.isEmpty() && outputs.size() < KINDS && returned >= FEW * outputs.size()) {
            text.append("\n   answers   ").append(counts(outputs));
        }
        if (!errors.isEmpty()) {
            text.append("\n   errors    ").append(counts(errors));
        }
        text.append(String.format("\n   tokens    %,d in, %,d out (the emulator's count)", inputTokens, outputTokens));
        return text.toString();
    }

    private void take(Row row) {
        if (head.size() < shown) {
            head.add(row);
        }
        statuses.merge(String.valueOf(row.<Object>getAs(prefix + "status")), 1L, Long::sum);
        @Nullable Object output = row.getAs(prefix + "output");
        if (output != null) {
            String told = output instanceof Row struct ? String.valueOf(struct.get(0)) : output.toString();
            if (outputs.size() < KINDS || outputs.containsKey(told)) {
                outputs.merge(told, 1L, Long::sum);
            }
        }
        @Nullable Row error = row.getAs(prefix + "error");
        if (error != null) {
            errors.merge(String.valueOf(error.<Object>getAs("message")), 1L, Long::sum);
        }
        @Nullable Row usage = row.getAs(prefix + "usage");
        if (usage != null) {
            inputTokens += number(usage.getAs("input_tokens"));
            outputTokens += number(usage.getAs("output_tokens"));
        }
    }

    private boolean alike(@Nullable Row before, @Nullable Row after) {
        if (before == null || after == null) {
            return false;
        }
        for (int i = 0; i < inputColumns; i++) {
            if (!Objects.deepEquals(before.get(i), after.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static long number(@Nullable Number value) {
        return value == null ? 0 : value.longValue();
    }

    private static String counts(Map<String, Long> counts) {
        StringBuilder text = new StringBuilder();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(KINDS)
                .forEach(entry -> text.append(text.isEmpty() ? "" : ", ")
                        .append(String.format("%,d %s", entry.getValue(), entry.getKey())));
        return text.toString();
    }
}
