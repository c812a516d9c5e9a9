package io.github.batchferry.spark.write;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;

/** A column of the input, or a field within its structs. */
final class InputColumn implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String sql;
    private final DataType type;
    private final int ordinal;
    private final int width;
    private final @Nullable InputColumn within;

    private InputColumn(String name, String sql, DataType type, int ordinal, int width, @Nullable InputColumn within) {
        this.name = name;
        this.sql = sql;
        this.type = type;
        this.ordinal = ordinal;
        this.width = width;
        this.within = within;
    }

    static InputColumn top(String name, DataType type, int ordinal, int width) {
        return new InputColumn(name, quoted(name), type, ordinal, width, null);
    }

    InputColumn field(String field, DataType fieldType, int at, int fields) {
        return new InputColumn(name + "." + field, sql + "." + quoted(field), fieldType, at, fields, this);
    }

    /** As the schema spells it, with a dot before the name of a field. */
    String name() {
        return name;
    }

    /** As an expression. */
    String sql() {
        return sql;
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    DataType type() {
        return type;
    }

    /** Where the value stands in its {@link #owner}. */
    int ordinal() {
        return ordinal;
    }

    /** The row or struct that holds the value; null where the value or a struct around it is null. */
    @Nullable
    InternalRow owner(InternalRow row) {
        InternalRow owner = row;
        if (within != null) {
            InternalRow around = within.owner(row);
            owner = around == null ? null : around.getStruct(within.ordinal, width);
        }
        return owner == null || owner.isNullAt(ordinal) ? null : owner;
    }
}
