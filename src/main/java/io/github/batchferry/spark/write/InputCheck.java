package io.github.batchferry.spark.write;

import io.github.batchferry.UserException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.UserDefinedType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/** Whether rows can be staged so that each column comes back as it went. */
final class InputCheck {
    private final SparkSession session;

    InputCheck(SparkSession session) {
        this.session = session;
    }

    /** @throws UserException where Spark could not tell two columns apart, or a type has no place in a job directory */
    void require(StructType schema) {
        Map<String, String> seen = new HashMap<>();
        boolean cased = session.sessionState().conf().caseSensitiveAnalysis();
        for (StructField field : schema.fields()) {
            String name = field.name();
            String twin = seen.put(cased ? name : name.toLowerCase(Locale.ROOT), name);
            if (twin != null) {
                throw new UserException("the input has two columns that Spark could not tell apart in the results: '"
                        + twin + "' and '" + name + "'. Rename or drop one of them. Nothing was sent");
            }
            type(name, field.dataType());
        }
    }

    private void type(String column, DataType type) {
        if (type instanceof StructType struct) {
            for (StructField field : struct.fields()) {
                type(column + "." + field.name(), field.dataType());
            }
        } else if (type instanceof ArrayType array) {
            type(column, array.elementType());
        } else if (type instanceof MapType map) {
            type(column, map.keyType());
            type(column, map.valueType());
        } else if (type instanceof UserDefinedType<?> own) {
            type(column, own.sqlType());
        } else if (!isPlain(type)) {
            throw new UserException("column '" + column + "' is of type " + type.typeName()
                    + ", which cannot be staged (Spark " + session.version()
                    + "). Cast it to string, or drop it. Nothing was sent");
        }
    }

    private static boolean isPlain(DataType type) {
        return type instanceof StringType
                || type instanceof NumericType
                || type instanceof BooleanType
                || type instanceof BinaryType
                || type instanceof DateType
                || type instanceof TimestampType
                || type instanceof TimestampNTZType
                || type instanceof DayTimeIntervalType
                || type instanceof YearMonthIntervalType
                || type instanceof NullType;
    }
}
