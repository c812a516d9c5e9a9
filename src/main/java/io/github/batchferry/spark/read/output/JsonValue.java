package io.github.batchferry.spark.read.output;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Reads the JSON value on which a parser stands as a value of one type, as Spark has it inside. */
@FunctionalInterface
interface JsonValue {
    /** Of a value that fits the type, and is not null. Ends on the last token of the value. */
    Object value(JsonParser parser) throws IOException;

    default @Nullable Object read(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NULL ? null : value(parser);
    }

    static JsonValue of(DataType type) {
        if (type instanceof StructType struct) {
            return struct(struct);
        }
        if (type instanceof ArrayType array) {
            return array(of(array.elementType()));
        }
        if (type instanceof BooleanType) {
            return JsonParser::getBooleanValue;
        }
        if (type instanceof ByteType) {
            return parser -> whole(parser).byteValueExact();
        }
        if (type instanceof ShortType) {
            return parser -> whole(parser).shortValueExact();
        }
        if (type instanceof IntegerType) {
            return parser -> whole(parser).intValueExact();
        }
        if (type instanceof LongType) {
            return parser -> parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                    ? parser.getLongValue()
                    : whole(parser).longValueExact();
        }
        if (type instanceof FloatType) {
            return JsonParser::getFloatValue;
        }
        if (type instanceof DoubleType) {
            return JsonParser::getDoubleValue;
        }
        if (type instanceof DecimalType decimal) {
            return parser -> Decimal.apply(
                    parser.getDecimalValue().setScale(decimal.scale(), RoundingMode.HALF_UP),
                    decimal.precision(),
                    decimal.scale());
        }
        if (type instanceof DateType) {
            return parser -> (int) LocalDate.parse(parser.getText()).toEpochDay();
        }
        if (type instanceof TimestampType) {
            return parser -> micros(OffsetDateTime.parse(parser.getText()).toInstant());
        }
        return parser -> UTF8String.fromString(parser.getText());
    }

    private static long micros(Instant moment) {
        return Math.addExact(Math.multiplyExact(moment.getEpochSecond(), 1_000_000L), moment.getNano() / 1000);
    }

    private static BigDecimal whole(JsonParser parser) throws IOException {
        return parser.getDecimalValue();
    }

    private static JsonValue array(JsonValue element) {
        return parser -> {
            List<@Nullable Object> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(element.read(parser));
            }
            return new GenericArrayData(elements.toArray());
        };
    }

    private static JsonValue struct(StructType type) {
        StructField[] fields = type.fields();
        Map<String, Integer> places = new HashMap<>();
        JsonValue[] values = new JsonValue[fields.length];
        for (int i = 0; i < fields.length; i++) {
            places.put(fields[i].name(), i);
            values[i] = of(fields[i].dataType());
        }
        return parser -> {
            Object[] row = new Object[values.length];
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                Integer place = places.get(parser.currentName());
                parser.nextToken();
                if (place == null) {
                    parser.skipChildren();
                } else {
                    row[place] = values[place].read(parser);
                }
            }
            return new GenericInternalRow(row);
        };
    }
}
