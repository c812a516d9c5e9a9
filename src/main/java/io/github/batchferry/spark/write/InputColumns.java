package io.github.batchferry.spark.write;

import io.github.batchferry.UserException;
import io.github.batchferry.option.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Finds the columns that options name in the input: by exact name, else by the only one that differs in case, else as a
 * field of a struct. A column whose own name has a dot wins over a field.
 */
final class InputColumns {
    private final StructType schema;

    InputColumns(StructType schema) {
        this.schema = schema;
    }

    /** @throws UserException where the input has no such column, or another type than those that the option takes */
    InputColumn require(String option, String name, TypeCheck check, String right) {
        InputColumn column = find(name).orElseThrow(() -> missing(option, name));
        if (!check.accepts(column.type())) {
            throw new UserException("column '" + name + "' (option '" + option + "') is "
                    + column.type().simpleString() + ", it must be " + right + ". Nothing was sent");
        }
        return column;
    }

    Optional<InputColumn> find(String name) {
        return Optional.ofNullable(find(null, schema, name));
    }

    private static @Nullable InputColumn find(@Nullable InputColumn within, StructType struct, String name) {
        InputColumn column = named(within, struct, name);
        for (int dot = name.indexOf('.'); column == null && dot > 0; dot = name.indexOf('.', dot + 1)) {
            InputColumn outer = named(within, struct, name.substring(0, dot));
            if (outer != null && outer.type() instanceof StructType inner) {
                column = find(outer, inner, name.substring(dot + 1));
            }
        }
        return column;
    }

    private static @Nullable InputColumn named(@Nullable InputColumn within, StructType struct, String name) {
        StructField[] fields = struct.fields();
        List<Integer> likely = new ArrayList<>();
        for (int i = 0; i < fields.length; i++) {
            if (fields[i].name().equals(name)) {
                return column(within, fields, i);
            }
            if (fields[i].name().equalsIgnoreCase(name)) {
                likely.add(i);
            }
        }
        return likely.size() == 1 ? column(within, fields, likely.get(0)) : null;
    }

    private static InputColumn column(@Nullable InputColumn within, StructField[] fields, int at) {
        StructField field = fields[at];
        return within == null
                ? InputColumn.top(field.name(), field.dataType(), at, fields.length)
                : within.field(field.name(), field.dataType(), at, fields.length);
    }

    private UserException missing(String option, String name) {
        List<String> all = new ArrayList<>();
        names("", schema, all);
        String meant = Nearest.to(name, all)
                .map(nearest -> "Did you mean '" + nearest + "'? ")
                .orElse("");
        List<String> own = new ArrayList<>();
        for (StructField field : schema.fields()) {
            own.add("'" + field.name() + "'");
        }
        return new UserException("the input has no column '" + name + "' (option '" + option + "'). " + meant
                + "Its columns are " + String.join(", ", own) + ". Nothing was sent");
    }

    private static void names(String before, StructType struct, List<String> into) {
        for (StructField field : struct.fields()) {
            into.add(before + field.name());
            if (field.dataType() instanceof StructType inner) {
                names(before + field.name() + ".", inner, into);
            }
        }
    }

    static boolean isText(DataType type) {
        return type instanceof StringType;
    }

    static boolean isId(DataType type) {
        return isText(type)
                || type instanceof LongType
                || type instanceof IntegerType
                || type instanceof ShortType
                || type instanceof ByteType
                || type instanceof DecimalType;
    }

    static boolean isTexts(DataType type) {
        return type instanceof ArrayType array && isText(array.elementType());
    }

    static boolean isStructs(DataType type) {
        return type instanceof ArrayType array && array.elementType() instanceof StructType;
    }

    /** Whether an option takes a type. */
    @FunctionalInterface
    interface TypeCheck {
        boolean accepts(DataType type);
    }
}
