package io.github.batchferry.spark.write;

import io.github.batchferry.UserException;
import io.github.batchferry.request.LineBuffer;
import java.util.Base64;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
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

/**
 * Writes a value as JSON: null fields of structs are left out, as {@code to_json} does; binary is base64; numbers that
 * JSON cannot hold (NaN, infinities) become null.
 */
final class ValueJson {
    private final DataType type;
    private final LineBuffer out;

    ValueJson(DataType type, LineBuffer out) {
        this.type = type;
        this.out = out;
    }

    /** @throws UserException where the type, or one inside it, has no JSON form */
    static void require(String column, DataType type) {
        if (type instanceof StructType struct) {
            for (StructField field : struct.fields()) {
                require(column + "." + field.name(), field.dataType());
            }
        } else if (type instanceof ArrayType array) {
            require(column, array.elementType());
        } else if (type instanceof MapType map && map.keyType() instanceof StringType) {
            require(column, map.valueType());
        } else if (!isScalar(type)) {
            throw new UserException(
                    "column '" + column + "': a request cannot hold a value of type " + type.simpleString()
                            + ": cast it to string or number, or make the JSON text yourself. Nothing was sent");
        }
    }

    void write(SpecializedGetters row, int ordinal) {
        value(row, ordinal, type);
    }

    private void value(SpecializedGetters from, int at, DataType kind) {
        if (from.isNullAt(at)) {
            out.raw("null");
        } else if (kind instanceof StringType) {
            text(from.getUTF8String(at).getBytes());
        } else if (kind instanceof StructType struct) {
            struct(from.getStruct(at, struct.length()), struct);
        } else if (kind instanceof ArrayType array) {
            array(from.getArray(at), array.elementType());
        } else if (kind instanceof MapType map) {
            map(from.getMap(at), map);
        } else {
            scalar(from, at, kind);
        }
    }

    private void scalar(SpecializedGetters from, int at, DataType kind) {
        if (kind instanceof BooleanType) {
            out.raw(Boolean.toString(from.getBoolean(at)));
        } else if (kind instanceof IntegerType) {
            out.raw(Integer.toString(from.getInt(at)));
        } else if (kind instanceof LongType) {
            out.raw(Long.toString(from.getLong(at)));
        } else if (kind instanceof ShortType) {
            out.raw(Short.toString(from.getShort(at)));
        } else if (kind instanceof ByteType) {
            out.raw(Byte.toString(from.getByte(at)));
        } else if (kind instanceof DoubleType) {
            double number = from.getDouble(at);
            out.raw(Double.isFinite(number) ? Double.toString(number) : "null");
        } else if (kind instanceof FloatType) {
            float number = from.getFloat(at);
            out.raw(Float.isFinite(number) ? Float.toString(number) : "null");
        } else if (kind instanceof DecimalType decimal) {
            out.raw(from.getDecimal(at, decimal.precision(), decimal.scale())
                    .toJavaBigDecimal()
                    .toPlainString());
        } else if (kind instanceof BinaryType) {
            out.string(Base64.getEncoder().encodeToString(from.getBinary(at)));
        } else {
            throw new IllegalArgumentException("no JSON form for " + kind.simpleString());
        }
    }

    private static boolean isScalar(DataType type) {
        return type instanceof StringType
                || type instanceof BooleanType
                || type instanceof IntegerType
                || type instanceof LongType
                || type instanceof ShortType
                || type instanceof ByteType
                || type instanceof DoubleType
                || type instanceof FloatType
                || type instanceof DecimalType
                || type instanceof BinaryType;
    }

    private void struct(SpecializedGetters struct, StructType kind) {
        out.raw((byte) '{');
        boolean first = true;
        for (int i = 0; i < kind.length(); i++) {
            if (!struct.isNullAt(i)) {
                StructField field = kind.fields()[i];
                comma(first);
                first = false;
                out.string(field.name());
                out.raw((byte) ':');
                value(struct, i, field.dataType());
            }
        }
        out.raw((byte) '}');
    }

    private void array(ArrayData array, DataType element) {
        out.raw((byte) '[');
        for (int i = 0; i < array.numElements(); i++) {
            comma(i == 0);
            value(array, i, element);
        }
        out.raw((byte) ']');
    }

    private void map(MapData map, MapType kind) {
        out.raw((byte) '{');
        for (int i = 0; i < map.numElements(); i++) {
            comma(i == 0);
            out.string(map.keyArray().get(i, kind.keyType()).toString());
            out.raw((byte) ':');
            value(map.valueArray(), i, kind.valueType());
        }
        out.raw((byte) '}');
    }

    /** Text that is not valid UTF-8 becomes JSON that is not valid either, so that the row is refused, not the task. */
    private void text(byte[] bytes) {
        int start = out.length();
        if (!out.string(bytes, 0, bytes.length)) {
            out.truncate(start);
            out.raw("\"\\u");
        }
    }

    private void comma(boolean first) {
        if (!first) {
            out.raw((byte) ',');
        }
    }
}
