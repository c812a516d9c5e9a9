package io.github.batchferry.spark.read.output;

import io.github.batchferry.result.answer.JsonCursor;
import io.github.batchferry.result.answer.Slice;
import java.io.IOException;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
import org.jspecify.annotations.Nullable;

/** Reads the JSON value that comes next as a value of one type, as Spark has it inside. */
@FunctionalInterface
interface JsonValue {
    /** Of a value that fits the type, and is not null. */
    Object value(JsonCursor json) throws IOException;

    default @Nullable Object read(JsonCursor json) throws IOException {
        return json.passesNull() ? null : value(json);
    }

    static JsonValue of(DataType type) {
        if (type instanceof StructType struct) {
            return struct(struct);
        }
        if (type instanceof ArrayType array) {
            return array(of(array.elementType()));
        }
        if (type instanceof BooleanType) {
            return JsonCursor::bool;
        }
        if (type instanceof ByteType) {
            return json -> (byte) within(json.whole(), Byte.MIN_VALUE, Byte.MAX_VALUE);
        }
        if (type instanceof ShortType) {
            return json -> (short) within(json.whole(), Short.MIN_VALUE, Short.MAX_VALUE);
        }
        if (type instanceof IntegerType) {
            return json -> Math.toIntExact(json.whole());
        }
        if (type instanceof LongType) {
            return JsonCursor::whole;
        }
        if (type instanceof FloatType) {
            return JsonCursor::single;
        }
        if (type instanceof DoubleType) {
            return JsonCursor::real;
        }
        if (type instanceof DecimalType decimal) {
            return json -> Decimal.apply(
                    json.decimal().setScale(decimal.scale(), RoundingMode.HALF_UP),
                    decimal.precision(),
                    decimal.scale());
        }
        if (type instanceof DateType) {
            return json -> (int) LocalDate.parse(json.string().toString()).toEpochDay();
        }
        if (type instanceof TimestampType) {
            return json -> micros(OffsetDateTime.parse(json.string().toString()).toInstant());
        }
        return json -> Objects.requireNonNull(Strings.of(json.string()));
    }

    private static long within(long value, long least, long most) {
        if (value < least || value > most) {
            throw new ArithmeticException(value + " is not from " + least + " to " + most);
        }
        return value;
    }

    private static long micros(Instant moment) {
        return Math.addExact(Math.multiplyExact(moment.getEpochSecond(), 1_000_000L), moment.getNano() / 1000);
    }

    private static JsonValue array(JsonValue element) {
        return json -> {
            List<@Nullable Object> elements = new ArrayList<>();
            json.array();
            while (json.nextElement()) {
                elements.add(element.read(json));
            }
            return new GenericArrayData(elements.toArray());
        };
    }

    private static JsonValue struct(StructType type) {
        StructField[] fields = type.fields();
        byte[][] names = new byte[fields.length][];
        JsonValue[] values = new JsonValue[fields.length];
        for (int i = 0; i < fields.length; i++) {
            names[i] = fields[i].name().getBytes(StandardCharsets.UTF_8);
            values[i] = of(fields[i].dataType());
        }
        return json -> {
            Object[] row = new Object[values.length];
            json.object();
            int expected = 0;
            for (Slice name = json.nextName(); name != null; name = json.nextName()) {
                int place = place(name, names, expected);
                if (place < 0) {
                    json.skip();
                } else {
                    row[place] = values[place].read(json);
                    expected = place + 1;
                }
            }
            return new GenericInternalRow(row);
        };
    }

    /** Where a name stands among the others, sought from where it is expected; -1 for nowhere. */
    private static int place(Slice name, byte[][] names, int expected) {
        for (int i = 0; i < names.length; i++) {
            int place = (expected + i) % names.length;
            byte[] candidate = names[place];
            if (candidate.length == name.length()
                    && Arrays.equals(
                            candidate,
                            0,
                            candidate.length,
                            name.array(),
                            name.offset(),
                            name.offset() + name.length())) {
                return place;
            }
        }
        return -1;
    }
}
