package io.github.batchferry.spark.read;

import io.github.batchferry.result.answer.RowStatus;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.jspecify.annotations.Nullable;

/** The statuses that a filter lets through. */
record StatusFilter(Set<RowStatus> statuses) implements Serializable {
    static final StatusFilter ALL = new StatusFilter(EnumSet.allOf(RowStatus.class));

    boolean accepts(RowStatus status) {
        return statuses.contains(status);
    }

    /** The words of the column, for people. */
    Set<String> words() {
        Set<String> words = new TreeSet<>();
        statuses.forEach(status -> words.add(status.word()));
        return words;
    }

    boolean isAll() {
        return statuses.equals(ALL.statuses);
    }

    /** This filter and the predicate, or null where the predicate is about something else than equality of the status. */
    @Nullable
    StatusFilter and(Predicate predicate, String column) {
        if (predicate.name().equals("NOT") && predicate.children()[0] instanceof Predicate inner) {
            StatusFilter matching = ALL.and(inner, column);
            return matching == null ? null : without(matching.statuses);
        }
        Set<RowStatus> named = EnumSet.noneOf(RowStatus.class);
        Expression[] children = predicate.children();
        boolean listed = predicate.name().equals("=") || predicate.name().equals("IN");
        boolean excluded = predicate.name().equals("<>");
        boolean present = predicate.name().equals("IS_NOT_NULL");
        if (!listed && !excluded && !present) {
            return null;
        }
        int references = 0;
        for (Expression child : children) {
            if (child instanceof NamedReference reference) {
                String[] names = reference.fieldNames();
                if (names.length != 1 || !names[0].equalsIgnoreCase(column)) {
                    return null;
                }
                references++;
            } else if (child instanceof Literal<?> literal && literal.value() != null) {
                RowStatus.of(literal.value().toString()).ifPresent(named::add);
            } else {
                return null;
            }
        }
        if (references != 1 || present != (children.length == 1)) {
            return null;
        }
        if (excluded) {
            return without(named);
        }
        Set<RowStatus> left = EnumSet.copyOf(statuses);
        if (listed) {
            left.retainAll(named);
        }
        return new StatusFilter(left);
    }

    private StatusFilter without(Set<RowStatus> excluded) {
        Set<RowStatus> left = EnumSet.copyOf(statuses);
        left.removeAll(excluded);
        return new StatusFilter(left);
    }
}
