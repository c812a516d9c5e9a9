package io.github.batchferry.spark.read;

import java.io.Serializable;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.jspecify.annotations.Nullable;

/** The statuses that a filter lets through. */
record StatusFilter(Set<String> statuses) implements Serializable {
    static final StatusFilter ALL =
            new StatusFilter(Set.of("succeeded", "failed", "expired", "cancelled", "missing", "pending"));

    boolean accepts(String status) {
        return statuses.contains(status);
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
        Set<String> named = new TreeSet<>();
        Expression[] children = predicate.children();
        boolean listed = predicate.name().equals("=") || predicate.name().equals("IN");
        boolean excluded = predicate.name().equals("<>");
        boolean present = predicate.name().equals("IS_NOT_NULL");
        if (!listed && !excluded && !present) {
            return null;
        }
        boolean aboutStatus = false;
        for (Expression child : children) {
            if (child instanceof NamedReference reference) {
                String[] names = reference.fieldNames();
                aboutStatus = names.length == 1 && names[0].equalsIgnoreCase(column);
            } else if (child instanceof Literal<?> literal && literal.value() != null) {
                named.add(literal.value().toString());
            } else {
                return null;
            }
        }
        if (!aboutStatus) {
            return null;
        }
        if (excluded) {
            return without(named);
        }
        Set<String> left = new TreeSet<>(statuses);
        if (listed) {
            left.retainAll(named);
        }
        return new StatusFilter(left);
    }

    private StatusFilter without(Set<String> excluded) {
        Set<String> left = new TreeSet<>(statuses);
        left.removeAll(excluded);
        return new StatusFilter(left);
    }
}
