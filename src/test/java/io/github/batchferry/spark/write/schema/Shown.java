package io.github.batchferry.spark.write.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The same value out of a Spark row and out of JSON, as plain Java. */
final class Shown {
    private Shown() {}

    static List<Object> row(InternalRow row, StructType type) {
        List<Object> values = new ArrayList<>();
        StructField[] fields = type.fields();
        for (int i = 0; i < fields.length; i++) {
            values.add(row.isNullAt(i) ? null : value(row.get(i, fields[i].dataType()), fields[i].dataType()));
        }
        return values;
    }

    private static Object value(Object value, DataType type) {
        if (type instanceof StructType struct) {
            return row((InternalRow) value, struct);
        }
        if (type instanceof ArrayType array) {
            List<Object> elements = new ArrayList<>();
            ArrayData data = (ArrayData) value;
            for (int i = 0; i < data.numElements(); i++) {
                elements.add(value(data.get(i, array.elementType()), array.elementType()));
            }
            return elements;
        }
        return switch (type.typeName()) {
            case "boolean", "double" -> value;
            case "byte", "short", "integer", "long" -> new BigDecimal(value.toString());
            case "date" -> LocalDate.ofEpochDay((Integer) value);
            case "timestamp" -> Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS);
            case "string" -> value.toString();
            default -> ((Decimal) value).toJavaBigDecimal();
        };
    }

    static Object json(JsonNode json, DataType type) {
        if (json.isNull()) {
            return null;
        }
        if (type instanceof StructType struct) {
            List<Object> values = new ArrayList<>();
            for (StructField field : struct.fields()) {
                values.add(json(json.get(field.name()), field.dataType()));
            }
            return values;
        }
        if (type instanceof ArrayType array) {
            List<Object> elements = new ArrayList<>();
            json.forEach(element -> elements.add(json(element, array.elementType())));
            return elements;
        }
        return switch (type.typeName()) {
            case "boolean" -> json.booleanValue();
            case "double" -> json.doubleValue();
            case "date" -> LocalDate.parse(json.textValue());
            case "timestamp" -> OffsetDateTime.parse(json.textValue()).toInstant();
            case "string" -> json.textValue();
            default -> json.decimalValue();
        };
    }
}
