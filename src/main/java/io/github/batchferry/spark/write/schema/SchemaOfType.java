package io.github.batchferry.spark.write.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.batchferry.UserException;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/**
 * The JSON Schema of a column's type. A field may be null unless it is {@code NOT NULL}; its comment is the description,
 * and {@code one of: a | b; and why} at its beginning names the only values.
 */
final class SchemaOfType {
    private static final Pattern VALUES = Pattern.compile("one of:([^;]*)(?:;(.*))?", Pattern.DOTALL);

    private SchemaOfType() {}

    /** @throws UserException where JSON has no such value */
    static ObjectNode of(StructType type) {
        return struct(type, "$");
    }

    private static ObjectNode struct(StructType type, String path) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        for (StructField field : type.fields()) {
            properties.set(field.name(), field(field, path + "." + field.name()));
        }
        return schema;
    }

    private static ObjectNode field(StructField field, String path) {
        ObjectNode schema = value(field.dataType(), path);
        String comment = field.metadata().contains("comment") ? field.metadata().getString("comment") : "";
        Matcher values = VALUES.matcher(comment);
        if (values.matches()) {
            oneOf(schema, values.group(1), field, path);
            comment = values.group(2) == null ? "" : values.group(2);
        }
        if (field.nullable()) {
            schema.set(
                    "type",
                    JsonNodeFactory.instance.arrayNode().add(schema.get("type")).add("null"));
        }
        if (!comment.isBlank()) {
            schema.put("description", comment.strip());
        }
        return schema;
    }

    private static void oneOf(ObjectNode schema, String list, StructField field, String path) {
        if (!(field.dataType() instanceof StringType)) {
            throw refused(path, "is " + field.dataType().simpleString() + ", and only a string can be 'one of'");
        }
        ArrayNode values = schema.putArray("enum");
        for (String value : list.split("\\|")) {
            if (value.isBlank()) {
                throw refused(path, "has an empty value in 'one of:" + list + "'");
            }
            values.add(value.strip());
        }
        if (field.nullable()) {
            values.addNull();
        }
    }

    private static ObjectNode value(DataType type, String path) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        if (type instanceof StructType inner) {
            return struct(inner, path);
        }
        if (type instanceof ArrayType array) {
            schema.put("type", "array").set("items", value(array.elementType(), path + "[]"));
            return schema;
        }
        if (type instanceof StringType) {
            return schema.put("type", "string");
        }
        if (type instanceof BooleanType) {
            return schema.put("type", "boolean");
        }
        if (type instanceof ByteType) {
            return whole(schema, Byte.MIN_VALUE, Byte.MAX_VALUE);
        }
        if (type instanceof ShortType) {
            return whole(schema, Short.MIN_VALUE, Short.MAX_VALUE);
        }
        if (type instanceof IntegerType) {
            return whole(schema, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type instanceof LongType) {
            return schema.put("type", "integer");
        }
        if (type instanceof DoubleType) {
            return schema.put("type", "number");
        }
        if (type instanceof FloatType) {
            BigDecimal most = new BigDecimal(Float.toString(Float.MAX_VALUE));
            return schema.put("type", "number").put("minimum", most.negate()).put("maximum", most);
        }
        if (type instanceof DecimalType decimal) {
            BigDecimal most = new BigDecimal(java.math.BigInteger.TEN.pow(decimal.precision()))
                    .subtract(BigDecimal.ONE)
                    .scaleByPowerOfTen(-decimal.scale());
            return schema.put("type", "number").put("minimum", most.negate()).put("maximum", most);
        }
        if (type instanceof DateType) {
            return schema.put("type", "string").put("format", "date");
        }
        if (type instanceof TimestampType) {
            return schema.put("type", "string").put("format", "date-time");
        }
        throw refused(
                path,
                "is " + type.simpleString()
                        + (type instanceof MapType
                                ? ", and structured outputs know fixed properties only: use a struct, or an array of structs"
                                : ", which JSON cannot say: use a string, number, boolean, date, timestamp, array or struct"));
    }

    private static ObjectNode whole(ObjectNode schema, int least, int most) {
        return schema.put("type", "integer").put("minimum", least).put("maximum", most);
    }

    static UserException refused(String path, String why) {
        return new UserException("option 'responseSchema': " + path + " " + why + ". Nothing was sent");
    }
}
