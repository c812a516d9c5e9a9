package io.github.batchferry.spark.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns that a scan reads, and of those that it reads in part the fields. */
final class ReadPaths {
    private final List<String> paths = new ArrayList<>();

    private ReadPaths() {}

    /** @param whole what there is to read; a column that it does not have is read whole */
    static List<String> of(StructType read, StructType whole) {
        ReadPaths found = new ReadPaths();
        found.fields(read, whole, "");
        return List.copyOf(found.paths);
    }

    private void fields(StructType read, StructType whole, String prefix) {
        for (StructField field : read.fields()) {
            String path = prefix + field.name();
            DataType there = Arrays.asList(whole.fieldNames()).contains(field.name())
                    ? whole.apply(field.name()).dataType()
                    : field.dataType();
            if (there.catalogString().equals(field.dataType().catalogString())) {
                paths.add(path);
            } else {
                fields(struct(field.dataType()), struct(there), path + ".");
            }
        }
    }

    private static StructType struct(DataType type) {
        DataType inner = type;
        while (inner instanceof ArrayType array) {
            inner = array.elementType();
        }
        return (StructType) inner;
    }
}
