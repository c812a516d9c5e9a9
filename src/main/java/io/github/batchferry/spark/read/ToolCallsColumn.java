package io.github.batchferry.spark.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.batchferry.spark.read.output.Strings;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The calls of tools in an answer, whichever endpoint it is of. */
final class ToolCallsColumn {
    static final DataType TYPE = DataTypes.createArrayType(
            new StructType()
                    .add("id", DataTypes.StringType)
                    .add("name", DataTypes.StringType)
                    .add("arguments", DataTypes.StringType),
            false);

    private ToolCallsColumn() {}

    /** Null for no calls. */
    static @Nullable Object of(List<JsonNode> calls) {
        return calls.isEmpty()
                ? null
                : new GenericArrayData(calls.stream().map(ToolCallsColumn::call).toArray());
    }

    /** A call of a chat has its name within {@code function} or {@code custom}, one of a response at its side. */
    private static Object call(JsonNode call) {
        JsonNode called =
                call.has("function") ? call.path("function") : call.has("custom") ? call.path("custom") : call;
        String id = call.path("call_id").textValue();
        JsonNode arguments = called.has("arguments") ? called.path("arguments") : called.path("input");
        return new GenericInternalRow(new Object[] {
            Strings.of(id == null ? call.path("id").textValue() : id),
            Strings.of(called.path("name").textValue()),
            Strings.of(
                    arguments.isTextual()
                            ? arguments.textValue()
                            : arguments.isMissingNode() ? null : arguments.toString())
        });
    }
}
