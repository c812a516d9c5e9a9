package io.github.batchferry.spark.write.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Types that a response schema may have, and answers that keep to them. */
final class RandomTypes {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String[] CHOICES = {"good", "so so", "bad"};

    private final Random random;

    RandomTypes(Random random) {
        this.random = random;
    }

    StructType struct(int depth) {
        List<StructField> fields = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            DataType type = type(depth);
            fields.add(new StructField("f" + fields.size(), type, random.nextBoolean(), comment(type)));
        }
        return new StructType(fields.toArray(StructField[]::new));
    }

    /** Spark's own leaves out what is not null within a struct. */
    static String ddl(StructType type) {
        return Arrays.stream(type.fields()).map(field -> field(field, " ")).collect(Collectors.joining(", "));
    }

    private static String field(StructField field, String after) {
        String comment = field.metadata().contains("comment")
                ? " COMMENT '" + field.metadata().getString("comment").replace("'", "\\'") + "'"
                : "";
        return field.name() + after + name(field.dataType()) + (field.nullable() ? "" : " NOT NULL") + comment;
    }

    private static String name(DataType type) {
        if (type instanceof StructType struct) {
            return Arrays.stream(struct.fields())
                    .map(field -> field(field, ": "))
                    .collect(Collectors.joining(", ", "STRUCT<", ">"));
        }
        return type instanceof ArrayType array ? "ARRAY<" + name(array.elementType()) + ">" : type.sql();
    }

    private Metadata comment(DataType type) {
        return switch (random.nextInt(4)) {
            case 0 ->
                new MetadataBuilder().putString("comment", "how it's meant").build();
            case 1 ->
                type.equals(DataTypes.StringType)
                        ? new MetadataBuilder()
                                .putString("comment", "one of: " + String.join(" | ", CHOICES) + "; the verdict")
                                .build()
                        : Metadata.empty();
            default -> Metadata.empty();
        };
    }

    private DataType type(int depth) {
        return switch (random.nextInt(depth < 3 ? 13 : 11)) {
            case 0, 1 -> DataTypes.StringType;
            case 2 -> DataTypes.BooleanType;
            case 3 -> DataTypes.ByteType;
            case 4 -> DataTypes.ShortType;
            case 5 -> DataTypes.IntegerType;
            case 6 -> DataTypes.LongType;
            case 7 -> DataTypes.DoubleType;
            case 8 -> DataTypes.createDecimalType(1 + random.nextInt(38), 0);
            case 9 -> DataTypes.DateType;
            case 10 -> DataTypes.TimestampType;
            case 11 -> DataTypes.createArrayType(type(depth + 1));
            default -> struct(depth + 1);
        };
    }

    ObjectNode value(StructType type) {
        ObjectNode object = JSON.objectNode();
        for (StructField field : type.fields()) {
            boolean chosen = field.metadata().contains("comment")
                    && field.metadata().getString("comment").startsWith("one of");
            object.set(
                    field.name(),
                    field.nullable() && random.nextInt(4) == 0
                            ? JSON.nullNode()
                            : chosen ? JSON.textNode(CHOICES[random.nextInt(3)]) : value(field.dataType()));
        }
        return object;
    }

    private JsonNode value(DataType type) {
        if (type instanceof StructType struct) {
            return value(struct);
        }
        if (type instanceof ArrayType array) {
            ArrayNode elements = JSON.arrayNode();
            for (int i = random.nextInt(3); i > 0; i--) {
                elements.add(value(array.elementType()));
            }
            return elements;
        }
        if (type instanceof DecimalType decimal) {
            BigInteger digits = new BigInteger(120, random).mod(BigInteger.TEN.pow(decimal.precision()));
            return JSON.numberNode(new BigDecimal(random.nextBoolean() ? digits : digits.negate(), decimal.scale()));
        }
        return switch (type.typeName()) {
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "byte" -> JSON.numberNode((byte) random.nextInt());
            case "short" -> JSON.numberNode((short) random.nextInt());
            case "integer" -> JSON.numberNode(random.nextInt());
            case "long" -> JSON.numberNode(random.nextLong());
            case "double" -> JSON.numberNode(random.nextGaussian() * 1e9);
            case "date" ->
                JSON.textNode(LocalDate.ofEpochDay(random.nextInt(40_000)).toString());
            case "timestamp" ->
                JSON.textNode(Instant.ofEpochSecond(random.nextInt() * 25L, random.nextInt(1_000_000) * 1000L)
                        .atOffset(ZoneOffset.ofHours(random.nextInt(10)))
                        .toString());
            default -> JSON.textNode("é\"\n" + random.nextInt(1000));
        };
    }
}
