package io.github.batchferry.spark.write.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.UserException;
import io.github.batchferry.schema.SchemaReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The type of the column that shows what keeps to a strict JSON Schema. */
final class TypeOfSchema {
    private final JsonNode root;

    private TypeOfSchema(JsonNode root) {
        this.root = root;
    }

    /** @throws UserException where several types would have to share a column */
    static StructType of(JsonNode strict) {
        return (StructType) new TypeOfSchema(strict).value(strict, "$").type();
    }

    private Value value(JsonNode node, String path) {
        if (node.has("$ref")) {
            return value(SchemaReference.resolve(root, node.path("$ref").asText(), path), path);
        }
        if (node.path("anyOf").isArray()) {
            List<Value> choices = new ArrayList<>();
            node.path("anyOf").forEach(choice -> choices.add(value(choice, path)));
            return one(choices, path);
        }
        if (node.path("type").isMissingNode() && (node.has("enum") || node.has("const"))) {
            return ofValues(node.has("enum") ? node.path("enum") : List.of(node.path("const")), path);
        }
        Set<String> names = new LinkedHashSet<>();
        if (node.path("type").isArray()) {
            node.path("type").forEach(name -> names.add(name.asText()));
        } else {
            names.add(node.path("type").asText());
        }
        List<Value> types = new ArrayList<>();
        names.forEach(name -> types.add(named(name, node, path)));
        return one(types, path);
    }

    private Value typed(JsonNode node, String path) {
        Value value = value(node, path);
        if (value.equals(Value.NULL)) {
            throw SchemaOfType.refused(path, "is always null, so its column has no type");
        }
        return value;
    }

    private Value named(String name, JsonNode node, String path) {
        return switch (name) {
            case "string" -> Value.of(string(node.path("format").asText()));
            case "integer" -> Value.of(DataTypes.LongType);
            case "number" -> Value.of(DataTypes.DoubleType);
            case "boolean" -> Value.of(DataTypes.BooleanType);
            case "null" -> Value.NULL;
            case "array" -> {
                if (!node.has("items")) {
                    throw SchemaOfType.refused(path, "is an array without 'items', so its column has no type");
                }
                Value element = typed(node.path("items"), path + "[]");
                yield Value.of(DataTypes.createArrayType(element.type(), element.nullable()));
            }
            case "object" -> Value.of(struct(node, path));
            default -> throw SchemaOfType.refused(path, "has no 'type' that a column could have");
        };
    }

    private static DataType string(String format) {
        return switch (format) {
            case "date" -> DataTypes.DateType;
            case "date-time" -> DataTypes.TimestampType;
            default -> DataTypes.StringType;
        };
    }

    private StructType struct(JsonNode node, String path) {
        List<StructField> fields = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : node.path("properties").properties()) {
            Value value = typed(property.getValue(), path + "." + property.getKey());
            JsonNode description = property.getValue().path("description");
            Metadata metadata = description.isTextual()
                    ? new MetadataBuilder()
                            .putString("comment", description.textValue())
                            .build()
                    : Metadata.empty();
            fields.add(new StructField(property.getKey(), value.type(), value.nullable(), metadata));
        }
        return new StructType(fields.toArray(StructField[]::new));
    }

    private static Value ofValues(Iterable<JsonNode> values, String path) {
        List<Value> types = new ArrayList<>();
        for (JsonNode value : values) {
            if (value.isContainerNode() || value.isIntegralNumber() && !value.canConvertToLong()) {
                throw SchemaOfType.refused(path, "names the value " + value + ", which no column could hold");
            }
            types.add(
                    value.isNull()
                            ? Value.NULL
                            : Value.of(
                                    value.isTextual()
                                            ? DataTypes.StringType
                                            : value.isBoolean()
                                                    ? DataTypes.BooleanType
                                                    : value.isIntegralNumber()
                                                            ? DataTypes.LongType
                                                            : DataTypes.DoubleType));
        }
        return one(types, path);
    }

    /** The one type of several, of which null is none. */
    private static Value one(List<Value> choices, String path) {
        Set<DataType> types = new LinkedHashSet<>();
        boolean nullable = false;
        for (Value choice : choices) {
            nullable |= choice.nullable();
            if (!choice.equals(Value.NULL)) {
                types.add(choice.type());
            }
        }
        if (types.equals(Set.of(DataTypes.LongType, DataTypes.DoubleType))) {
            return new Value(DataTypes.DoubleType, nullable);
        }
        if (types.isEmpty()) {
            return Value.NULL;
        }
        if (types.size() > 1) {
            throw SchemaOfType.refused(
                    path,
                    "may be of several types ("
                            + types.stream().map(DataType::simpleString).toList() + "), and a column has one");
        }
        return new Value(types.iterator().next(), nullable);
    }

    private record Value(DataType type, boolean nullable) {
        static final Value NULL = new Value(DataTypes.NullType, true);

        static Value of(DataType type) {
            return new Value(type, false);
        }
    }
}
