package io.github.batchferry.spark.write;

import io.github.batchferry.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Finds the columns that options name in the input: by exact name, else by the only one that differs in case. */
final class InputColumns {
    private final StructType schema;

    InputColumns(StructType schema) {
        this.schema = schema;
    }

    /** @throws UserException where the input has no such column, or another type than those that the option takes */
    int require(String option, String name, TypeCheck check, String right) {
        int ordinal = find(name)
                .orElseThrow(() -> new UserException("the input has no column '" + name + "' (option '" + option
                        + "'). Its columns are " + String.join(", ", names()) + ". Nothing was sent"));
        DataType type = schema.fields()[ordinal].dataType();
        if (!check.accepts(type)) {
            throw new UserException("column '" + name + "' (option '" + option + "') is " + type.simpleString()
                    + ", it must be " + right + ". Nothing was sent");
        }
        return ordinal;
    }

    OptionalInt find(String name) {
        List<Integer> likely = new ArrayList<>();
        for (int i = 0; i < schema.length(); i++) {
            String field = schema.fields()[i].name();
            if (field.equals(name)) {
                return OptionalInt.of(i);
            }
            if (field.equalsIgnoreCase(name)) {
                likely.add(i);
            }
        }
        return likely.size() == 1 ? OptionalInt.of(likely.get(0)) : OptionalInt.empty();
    }

    String name(int ordinal) {
        return schema.fields()[ordinal].name();
    }

    DataType type(int ordinal) {
        return schema.fields()[ordinal].dataType();
    }

    static boolean isText(DataType type) {
        return type instanceof StringType;
    }

    static boolean isTexts(DataType type) {
        return type instanceof ArrayType array && isText(array.elementType());
    }

    static boolean isStructs(DataType type) {
        return type instanceof ArrayType array && array.elementType() instanceof StructType;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (StructField field : schema.fields()) {
            names.add("'" + field.name() + "'");
        }
        return names;
    }

    /** Whether an option takes a type. */
    @FunctionalInterface
    interface TypeCheck {
        boolean accepts(DataType type);
    }
}
