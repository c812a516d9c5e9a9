package io.github.batchferry.spark.read.output;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.result.AnswerReader;
import io.github.batchferry.result.Extent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The verdict on the one input. What a server leaves out is null, and so is a category without a value. */
final class ModerationOutput implements Output {
    static final StructType TYPE = new StructType()
            .add("flagged", DataTypes.BooleanType)
            .add("categories", DataTypes.createMapType(DataTypes.StringType, DataTypes.BooleanType, true))
            .add("scores", DataTypes.createMapType(DataTypes.StringType, DataTypes.DoubleType, true))
            .add(
                    "applied_input_types",
                    DataTypes.createMapType(
                            DataTypes.StringType, DataTypes.createArrayType(DataTypes.StringType, true), true));

    @Override
    public DataType type() {
        return TYPE;
    }

    @Override
    public Extent extent() {
        return Extent.LINE;
    }

    @Override
    public @Nullable Object of(AnswerReader answer) throws IOException {
        JsonNode results = answer.responseTree().path("results");
        JsonNode one = results.isArray() ? results.path(0) : results;
        return one.isObject() ? struct(one) : null;
    }

    static Object struct(JsonNode result) {
        return new GenericInternalRow(new Object[] {
            boolOrNull(result.path("flagged")),
            map(result.path("categories"), ModerationOutput::boolOrNull),
            map(result.path("category_scores"), score -> score.isNumber() ? score.doubleValue() : null),
            map(result.path("category_applied_input_types"), ModerationOutput::strings)
        });
    }

    private static @Nullable Object boolOrNull(JsonNode value) {
        return value.isBoolean() ? value.booleanValue() : null;
    }

    private static @Nullable Object strings(JsonNode array) {
        if (!array.isArray()) {
            return null;
        }
        List<@Nullable Object> strings = new ArrayList<>();
        array.forEach(element -> strings.add(element.isTextual() ? Strings.of(element.textValue()) : null));
        return new GenericArrayData(strings.toArray());
    }

    private static @Nullable Object map(JsonNode object, Function<JsonNode, @Nullable Object> value) {
        if (!object.isObject()) {
            return null;
        }
        List<@Nullable Object> keys = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            keys.add(Strings.of(field.getKey()));
            values.add(value.apply(field.getValue()));
        }
        return new ArrayBasedMapData(new GenericArrayData(keys.toArray()), new GenericArrayData(values.toArray()));
    }
}
